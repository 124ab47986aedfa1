//! What each effect of a turn does: it shows at once in what is known to the rest of the batch, and
//! what has to be written is noted.

use super::Service;
use super::batch::Talk;
use super::changes::{
    Appointment, CampaignChange, Changes, Decided, DraftChange, LinkChange, Publicity,
};
use super::world::World;
use crate::domain::{Attachment, CampaignId, Event, Initiative, OfficerId, Person};
use crate::effect::{Effect, Profile};
use crate::facts::Found;
use crate::store;
use crate::store::access_log::Look;
use crate::store::file::Asked;
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
            Effect::Profile(profile) => self.tell_of_themselves(world, changes, profile),
            Effect::Locale(locale) => self.locale = locale,
            Effect::Reachable(reachable) => self.reachable = reachable,
            Effect::Copy => changes.copies.extend(self.person),
            Effect::Erase => {
                self.erase(world, changes);
                return false;
            }
            Effect::KeepDraft { draft, as_of, answers } => {
                self.change_draft(changes, DraftChange::Keep { draft, as_of, answers });
            }
            Effect::DropDraft(draft) => {
                world.drop_draft(self.person, draft);
                self.change_draft(changes, DraftChange::Drop(draft));
            }
            Effect::Fetch { file, number } => self.ask_for(changes, file, number),
            Effect::SetAlarm { alarm, due_at } => {
                changes.alarms.insert((self.conversation, alarm), Some(due_at));
            }
            Effect::ClearAlarm(alarm) => {
                changes.alarms.insert((self.conversation, alarm), None);
            }
            Effect::Submit { initiative, event, draft } => {
                if let Some(draft) = draft {
                    world.drop_draft(self.person, draft);
                    self.change_draft(changes, DraftChange::Submit(draft));
                }
                submit(world, changes, *initiative, event);
            }
            Effect::Advance { initiative, event } => {
                advance(world, changes, found, *initiative, event);
            }
            Effect::Notify(notice) => changes.tell(notice),
            Effect::Recall { initiative, otherwise } => {
                changes.take_back(initiative, otherwise);
            }
            Effect::Show(publication) => changes.publicity.push(Publicity::Show(publication)),
            Effect::Hide { initiative } => changes.publicity.push(Publicity::Hide(initiative)),
            Effect::TakeDown { initiative, officer, reason } => {
                changes.publicity.push(Publicity::TakeDown { initiative, officer, reason });
            }
            Effect::Looked { officer, person, initiative } => {
                changes.looks.push(Look { officer, person, initiative });
            }
            Effect::Tell { conversation, say } => changes.told.push((conversation, say)),
            Effect::WeeklyDigest(on) => {
                changes.weekly.extend(self.person.map(|person| (person, on)));
            }
            Effect::Invite { token_hash, unit, role, by, expires_at } => {
                let invite = Appointment::Invite { token_hash, unit, role, by, expires_at };
                changes.appointments.push(invite);
            }
            Effect::Redeem { token_hash } => {
                let redeem = |person| Appointment::Redeem { token_hash, person };
                changes.appointments.extend(self.person.map(redeem));
                // What the person may do has changed; the next message is heard with new facts.
                return false;
            }
            Effect::Revoke { officer, by } => {
                for known in world.people.values_mut() {
                    known.grants.retain(|grant| grant.officer != officer);
                }
                changes.appointments.push(Appointment::Revoke { officer, by });
            }
            Effect::SetTarget { campaign, setting, by } => {
                self.decide(changes, campaign, by, Decided::Target(setting));
            }
            Effect::Amend { campaign, amendment, by } => {
                self.decide(changes, campaign, by, Decided::Amendment(amendment));
            }
            Effect::IssueLink { code_hash, expires_at } => {
                let conversation = self.conversation;
                let issue =
                    |person| LinkChange::Issue { code_hash, conversation, person, expires_at };
                changes.links.extend(self.person.map(issue));
            }
            Effect::LinkMissed => changes.links.push(LinkChange::Missed(self.conversation)),
            Effect::ClaimLink { link } => {
                changes.links.push(LinkChange::Claim(link, self.conversation));
            }
            Effect::DropLink { link } => changes.links.push(LinkChange::Drop(link)),
            Effect::Link { link } => {
                changes.links.push(LinkChange::Join(link));
                // Who this is may change; the next message is heard with new facts.
                return false;
            }
            Effect::Unlink => {
                self.person = None;
                return false;
            }
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
    /// Changes what is known about the person.
    fn tell_of_themselves(&self, world: &mut World, changes: &mut Changes, profile: Profile) {
        if let Some(known) = self.person.and_then(|id| world.people.get_mut(&id)) {
            profile.apply(&mut known.person);
            changes.people.insert(known.person.id, known.person.clone());
        }
    }

    /// Has everything about the person erased; the chat is nobody's then.
    fn erase(&mut self, world: &mut World, changes: &mut Changes) {
        if let Some(person) = self.person.take() {
            changes.erasures.push((person, self.conversation));
            world.people.remove(&person);
        }
    }

    fn change_draft(&self, changes: &mut Changes, change: DraftChange) {
        changes.drafts.extend(self.person.map(|person| (person, change)));
    }

    /// Has a file fetched; `number` is which of its answer's files it is.
    fn ask_for(&self, changes: &mut Changes, file: Attachment, number: usize) {
        let conversation = self.conversation;
        let asked = |person| Asked { person, conversation, file, position: number };
        changes.files.extend(self.person.map(asked));
    }

    /// Notes what whoever runs a campaign has decided.
    fn decide(&self, changes: &mut Changes, campaign: CampaignId, by: OfficerId, what: Decided) {
        changes.campaign.push(CampaignChange { campaign, what, by, chat: self.conversation });
    }
}

/// Keeps a new initiative.
fn submit(world: &mut World, changes: &mut Changes, initiative: Initiative, event: Event) {
    changes.events.push((initiative.id, event));
    changes.tally.submit(&initiative);
    world.initiatives.insert(initiative.id, initiative.clone());
    changes.submitted.push(initiative);
}

/// Keeps a step of an initiative that was looked up, or made in this batch.
fn advance(
    world: &mut World,
    changes: &mut Changes,
    found: &Found,
    initiative: Initiative,
    event: Event,
) {
    changes.events.push((initiative.id, event));
    let before = world.initiatives.insert(initiative.id, initiative.clone());
    let before = before.as_ref().or_else(|| found.initiatives.get(&initiative.id));
    let before = before.expect("a step is made from what was looked up");
    changes.tally.advance(before, &initiative);
    changes.advanced.insert(initiative.id, initiative);
}
