//! What each effect of a turn does: it shows at once in what is known to the rest of the batch, and
//! what has to be written is noted.

use super::Service;
use super::batch::Talk;
use super::changes::{
    Appointment, CampaignChange, Changes, Decided, DraftChange, LinkChange, Publicity,
};
use super::world::World;
use crate::domain::Person;
use crate::effect::Effect;
use crate::facts::Found;
use crate::store;
use crate::store::access_log::Look;
use crate::store::person::Known;

impl Talk {
    /// Lets an effect show in what is known, and notes what has to be written. Gives whether
    /// the next message may follow in this batch.
    pub(super) fn carry_out(
        &mut self,
        service: &Service,
        world: &mut World,
        changes: &mut Changes,
        found: &Found,
        effect: Effect,
    ) -> bool {
        match effect {
            Effect::Consent { version, agreed } => {
                return self.consent(service, world, changes, (version, agreed));
            }
            Effect::Profile(profile) => {
                if let Some(known) = self.person.and_then(|id| world.people.get_mut(&id)) {
                    profile.apply(&mut known.person);
                    changes.people.insert(known.person.id, known.person.clone());
                }
            }
            Effect::Locale(locale) => self.locale = locale,
            Effect::KeepDraft { draft, answers } => {
                if let Some(person) = self.person {
                    changes.drafts.push((person, DraftChange::Keep { draft, answers }));
                }
            }
            Effect::DropDraft(draft) => {
                if let Some(person) = self.person {
                    changes.drafts.push((person, DraftChange::Drop(draft)));
                }
            }
            Effect::SetAlarm { alarm, due_at } => {
                changes.alarms.insert((self.conversation, alarm), Some(due_at));
            }
            Effect::ClearAlarm(alarm) => {
                changes.alarms.insert((self.conversation, alarm), None);
            }
            Effect::Submit { initiative, event } => {
                changes.events.push((initiative.id, event));
                changes.tally.submit(&initiative);
                world.initiatives.insert(initiative.id, (*initiative).clone());
                changes.submitted.push(*initiative);
            }
            Effect::Advance { initiative, event } => {
                changes.events.push((initiative.id, event));
                let before = world.initiatives.insert(initiative.id, (*initiative).clone());
                let before = before.as_ref().or_else(|| found.initiatives.get(&initiative.id));
                let before = before.expect("a step is made from what was looked up");
                changes.tally.advance(before, &initiative);
                changes.advanced.insert(initiative.id, *initiative);
            }
            Effect::Notify(notice) => changes.notices.push(notice),
            Effect::Recall { initiative, otherwise } => {
                changes.recalls.push((initiative, otherwise));
            }
            Effect::Invite { token_hash, unit, role, by, expires_at } => {
                changes.appointments.push(Appointment::Invite {
                    token_hash,
                    unit,
                    role,
                    by,
                    expires_at,
                });
            }
            Effect::Redeem { token_hash } => {
                if let Some(person) = self.person {
                    changes.appointments.push(Appointment::Redeem { token_hash, person });
                }
                // What the person may do has changed; the next message is heard with new facts.
                return false;
            }
            Effect::Revoke { officer, by } => {
                for known in world.people.values_mut() {
                    known.grants.retain(|grant| grant.officer != officer);
                }
                changes.appointments.push(Appointment::Revoke { officer, by });
            }
            Effect::Fetch { file, number } => {
                if let Some(person) = self.person {
                    changes.files.push(store::file::Asked {
                        person,
                        conversation: self.conversation,
                        file,
                        position: number,
                    });
                }
            }
            Effect::SetTarget { campaign, target, by, log } => {
                let what = Decided::Target { target, log };
                let chat = self.conversation;
                changes.campaign.push(CampaignChange { campaign, what, by, chat });
            }
            Effect::Amend { campaign, amendment, by } => {
                let what = Decided::Amendment(amendment);
                let chat = self.conversation;
                changes.campaign.push(CampaignChange { campaign, what, by, chat });
            }
            Effect::WeeklyDigest(on) => {
                if let Some(person) = self.person {
                    changes.weekly.push((person, on));
                }
            }
            Effect::IssueLink { code_hash, expires_at } => {
                if let Some(person) = self.person {
                    let conversation = self.conversation;
                    let issue = LinkChange::Issue { code_hash, conversation, person, expires_at };
                    changes.links.push(issue);
                }
            }
            Effect::LinkMissed => changes.links.push(LinkChange::Missed(self.conversation)),
            Effect::ClaimLink { link } => {
                changes.links.push(LinkChange::Claim(link, self.conversation));
            }
            Effect::Link { link } => {
                changes.links.push(LinkChange::Join(link));
                // Who this is may change; the next message is heard with new facts.
                return false;
            }
            Effect::DropLink { link } => changes.links.push(LinkChange::Drop(link)),
            Effect::Unlink => {
                self.person = None;
                return false;
            }
            Effect::Copy => changes.copies.extend(self.person),
            Effect::Erase => {
                if let Some(person) = self.person.take() {
                    changes.erasures.push((person, self.conversation));
                    world.people.remove(&person);
                }
                return false;
            }
            Effect::Tell { conversation, say } => changes.told.push((conversation, say)),
            Effect::Looked { officer, person, initiative } => {
                changes.looks.push(Look { officer, person, initiative });
            }
            Effect::Show(publication) => changes.publicity.push(Publicity::Show(publication)),
            Effect::Hide { initiative } => changes.publicity.push(Publicity::Hide(initiative)),
            Effect::TakeDown { initiative, officer, reason } => {
                changes.publicity.push(Publicity::TakeDown { initiative, officer, reason });
            }
            Effect::Reachable(reachable) => self.reachable = reachable,
        }
        true
    }
    /// Notes an answer to the question of consent; a yes from nobody we know makes them somebody.
    fn consent(
        &mut self,
        service: &Service,
        world: &mut World,
        changes: &mut Changes,
        (version, agreed): (&'static str, bool),
    ) -> bool {
        if let Some(known) = self.person.and_then(|id| world.people.get_mut(&id)) {
            known.person.consent = agreed.then(|| version.to_owned());
            changes.people.insert(known.person.id, known.person.clone());
        }
        if agreed && self.person.is_none() {
            self.person = service.with_fresh(|fresh| fresh.persons.pop());
            let Some(id) = self.person else { return false };
            let mut person = Person::new(id);
            person.consent = Some(version.to_owned());
            changes.people.insert(id, person.clone());
            world.people.insert(id, Known { person, grants: Vec::new() });
        }
        changes.consents.push(store::person::Consent {
            conversation: self.conversation,
            person: self.person,
            version,
            agreed,
        });
        true
    }
}
