//! Carrying out what the thinking decided, without a database.

use super::*;

impl World {
    pub(super) fn carry_out(
        &mut self,
        who: &str,
        effect: Effect,
        sent: &mut Vec<(String, Outbound)>,
    ) {
        let person = self.chat(who).person;
        match effect {
            Effect::Consent { agreed, version } => {
                if agreed && person.is_none() {
                    let id = self.fresh_person();
                    self.chat(who).person = Some(id);
                }
                let person = self.chat(who).person.and_then(|id| self.people.get_mut(&id));
                if let Some(person) = person {
                    person.consent = agreed.then(|| version.to_owned());
                }
            }
            Effect::Profile(profile) => {
                let person = person.expect("only somebody who agreed tells who they are");
                profile.apply(self.people.get_mut(&person).expect("people are never lost"));
            }
            Effect::Locale(locale) => self.chat(who).locale = locale,
            Effect::KeepDraft { draft, as_of, answers } => {
                let person = person.expect("only somebody who agreed has drafts");
                let same = |kept: &Draft| {
                    Some(kept.id) == draft && as_of.is_none_or(|as_of| as_of == kept.updated_at)
                };
                let over = self.drafts.iter().find(|(_, kept)| same(kept));
                let over = over.map(|(_, kept)| kept.id);
                let id = over.unwrap_or_else(|| DraftId(self.fresh()));
                self.drafts.retain(|(_, kept)| kept.id != id);
                self.drafts.push((person, Draft { id, answers, updated_at: self.now }));
            }
            Effect::DropDraft(draft) => self.drafts.retain(|(_, kept)| kept.id != draft),
            Effect::SetAlarm { alarm, due_at } => {
                self.alarms.insert((who.to_owned(), alarm.as_str()), (alarm, due_at));
            }
            Effect::ClearAlarm(alarm) => {
                self.alarms.remove(&(who.to_owned(), alarm.as_str()));
            }
            Effect::Submit { initiative, event, draft } => {
                self.drafts.retain(|(_, kept)| Some(kept.id) != draft);
                self.histories.entry(initiative.id).or_default().push(event.step);
                self.initiatives.insert(initiative.id, *initiative);
            }
            Effect::Advance { initiative, event } => {
                self.histories.entry(initiative.id).or_default().push(event.step);
                self.initiatives.insert(initiative.id, *initiative);
            }
            Effect::Notify(notice) => self.notify(notice, sent),
            Effect::Recall { initiative, otherwise } => {
                let held = self.held.len();
                self.held.retain(|notice| notice.about != Some(initiative));
                if self.held.len() == held {
                    self.notify(otherwise, sent);
                }
            }
            Effect::Invite { token_hash, unit, role, by, expires_at } => {
                let (by, used, void) = (Some(by), false, false);
                let invitation = Invitation { unit, role, by, expires_at, used, void };
                self.invitations.push(Invited { token_hash, invitation });
            }
            Effect::Redeem { token_hash } => {
                let person = person.expect("only somebody who agreed becomes an officer");
                let officer = OfficerId(self.fresh());
                let invited = self
                    .invitations
                    .iter_mut()
                    .find(|invited| invited.token_hash == token_hash)
                    .expect("the talk has looked at the invitation");
                invited.invitation.used = true;
                let Invitation { unit, role, .. } = invited.invitation;
                self.grants.push((person, Grant { officer, unit, role }));
            }
            Effect::Revoke { officer, .. } => {
                self.grants.retain(|(_, grant)| grant.officer != officer);
                for Invited { invitation, .. } in &mut self.invitations {
                    invitation.void |= invitation.by == Some(officer);
                }
            }
            // Every file comes at once.
            Effect::Fetch { file, .. } => {
                self.files.insert((file.account, file.unique_id), FileState::Stored);
            }
            Effect::SetTarget { setting, .. } => {
                let same = |one: &Target| (one.unit, &one.phase) == (setting.unit, &setting.phase);
                let before = self.targets.iter().position(same).map(|at| self.targets.remove(at));
                self.targets.push(setting.apply(before).expect("the talk has looked at it").after);
                self.aims = Aims::new(self.targets.clone(), campaign::members());
            }
            Effect::Copy => {
                *self.copies.entry(person.expect("only somebody known has data")).or_default() += 1;
            }
            Effect::Erase => self.erase(who, sent),
            Effect::Amend { amendment, .. } => {
                amendment.apply(&mut self.catalogue).expect("the talk has looked at it");
            }
            // Looks are written down by the real service alone.
            Effect::Looked { .. } | Effect::WeeklyDigest(_) => {}
            Effect::IssueLink { code_hash, expires_at } => {
                let person = person.expect("only somebody who agreed has a code");
                self.issue_link(who, person, code_hash, expires_at);
            }
            Effect::LinkMissed => self.links.missed.push((who.to_owned(), self.now)),
            Effect::ClaimLink { link } => self.claim_link(who, link),
            Effect::Link { link } => self.join(link),
            Effect::DropLink { link } => self.links.drop(link),
            Effect::Unlink => {
                let chat = self.chat(who);
                chat.person = None;
                chat.session.desk = sangkien::review::State::default();
            }
            Effect::Tell { conversation, say } => self.tell(conversation, &say, sent),
            Effect::Show(shown) => {
                let named = shown.author_name.is_some();
                self.publicity.insert(shown.initiative, Publicity::Shown { named });
            }
            Effect::Hide { initiative } => {
                self.publicity.remove(&initiative);
            }
            Effect::TakeDown { initiative, .. } => {
                self.publicity.insert(initiative, Publicity::TakenDown);
            }
            Effect::Reachable(reachable) => self.chat(who).reachable = reachable,
        }
    }

    fn erase(&mut self, who: &str, sent: &mut Vec<(String, Outbound)>) {
        let person = self.chat(who).person.take().expect("only somebody known is erased");
        self.people.remove(&person);
        self.drafts.retain(|(owner, _)| *owner != person);
        self.grants.retain(|(holder, _)| *holder != person);
        self.alarms.retain(|(chat, _), _| chat != who);
        let own = self.initiatives.values().filter(|one| one.author == person).cloned();
        for one in own.collect::<Vec<_>>() {
            let id = one.id;
            let mut left = one;
            if let Status::Open(open) = left.status.clone() {
                let holder = match &open {
                    Open::Received => None,
                    Open::InReview { officer }
                    | Open::NeedsInfo { officer, .. }
                    | Open::Supplemented { officer } => Some(*officer),
                };
                let act = Act::silent(Actor::Author, self.now);
                let (withdrawn, event) = left.advance(open.withdraw(), act);
                self.histories.entry(id).or_default().push(event.step);
                left = withdrawn;
                let to = self.grants.iter().find(|(_, grant)| Some(grant.officer) == holder);
                if let Some((to, _)) = to {
                    let say = Say::of(OwnData::AuthorErased { code: id.into() });
                    self.notify(Notice { to: *to, say, not_before: None, about: None }, sent);
                }
            }
            self.initiatives.insert(id, left.erased());
        }
    }
}
