//! Writes what a batch has decided: a statement for each kind of row, all in the batch's
//! transaction.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use tracing::info;

use super::Service;
use super::batch::Talk;
use super::changes::{
    Appointment, CampaignChange, Changes, Decided, DraftChange, LinkChange, News, Outcome,
    Publicity, Reply,
};
use super::{erasing, joining};
use crate::charter;
use crate::charter::target::BelowAssigned;
use crate::domain::{AccountId, ConversationId, Initiative, Person};
use crate::effect::Say;
use crate::i18n;
use crate::phrase::campaign::Campaign;
use crate::phrase::settings::Settings;
use crate::store::conversation::{self, Saved, Version};
use crate::store::erasure::{self, AskedBy};
use crate::store::outbox::{Lane, Owed};
use crate::store::{
    self, access_log, alarm, campaign, catalogue, draft, file, inbox, initiative, link, officer,
    outbox, person, publication, tally, target, waiting,
};
use crate::vault::Vault;

impl Service {
    /// Whether this process sends for an account.
    pub(super) fn owns(&self, account: AccountId) -> bool {
        self.account(account).is_some_and(super::Account::is_owned)
    }
}

impl Changes {
    /// Writes everything. People come first and what is owed last, because rows refer to rows.
    pub(super) async fn perform(
        mut self,
        service: &Service,
        db: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> store::Result<Outcome> {
        self.write_people(&service.vault, db, now).await?;
        self.write_campaign(service, db, now).await?;
        self.write_initiatives(db).await?;
        self.write_publicity(db, now).await?;
        self.write_plans(db, now).await?;
        let version = self.save_talks(db, now).await?;
        let files_asked = !self.files.is_empty();
        if files_asked {
            file::ask(db, &self.files, now).await?;
        }
        let joined = self.write_links(db, now).await?;
        self.erase(db, now).await?;

        let replies = self.take_replies();
        let leased: Vec<bool> = replies.iter().map(|reply| service.owns(reply.account)).collect();
        let mut owed: Vec<Owed> =
            replies.iter().zip(&leased).map(|(reply, leased)| reply.owed(*leased, now)).collect();
        let notices = self.owe_notices(service, db, now).await?;
        let released = self.release_what_waited(db, &joined, now).await?;
        let told = self.owe_told(db, now).await?;
        let mut outcome = Outcome {
            others_owed: released
                || !told.is_empty()
                || !notices.is_empty()
                || leased.contains(&false),
            files_asked,
            changes_campaign: !self.campaign.is_empty(),
            ..Outcome::default()
        };
        owed.extend(notices);
        owed.extend(told);
        if !owed.is_empty() {
            let ids = outbox::owe(db, &owed, service.outbox_lease(now), now).await?;
            let replies = replies.into_iter().zip(ids).zip(leased).filter(|(_, leased)| *leased);
            outcome.ready = replies.map(|((reply, id), _)| reply.ready(id)).collect();
        }
        let mut handled = self.orphans;
        handled.extend(self.talks.iter().flat_map(|talk| &talk.handled));
        if !handled.is_empty() {
            inbox::handled(db, &self.heard_on, &handled).await?;
        }
        outcome.met_again = !self.met_again.is_empty();
        // The line lets go of what is parked or has moved, too.
        outcome.handled = handled.into_iter().chain(self.parked).chain(self.met_again).collect();
        // Joining and erasing change talks after they were saved; those of this batch are read
        // back.
        service.memory.forget(&joined);
        let unchanged = joined.is_empty() && self.erasures.is_empty();
        if let Some(version) = version.filter(|_| unchanged) {
            let stored =
                self.talks.into_iter().map(|talk| (talk.conversation, talk.stored(version)));
            outcome.talks = stored.collect();
        }
        Ok(outcome)
    }

    async fn write_people(
        &self,
        vault: &Vault,
        db: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> store::Result<()> {
        if !self.people.is_empty() {
            let people: Vec<&Person> = self.people.values().collect();
            person::save(db, vault, &people, now).await?;
        }
        if !self.consents.is_empty() {
            person::consents(db, &self.consents, now).await?;
        }
        if !self.looks.is_empty() {
            access_log::note(db, &self.looks, now).await?;
        }
        for (person, on) in &self.weekly {
            officer::want_weekly(db, *person, *on).await?;
        }
        for appointment in &self.appointments {
            match appointment {
                Appointment::Invite { token_hash, unit, role, by, expires_at } => {
                    officer::invite(db, token_hash, *unit, *role, Some(*by), now, *expires_at)
                        .await?;
                }
                Appointment::Redeem { token_hash, person } => {
                    officer::redeem(db, token_hash, *person, now).await?;
                }
                Appointment::Revoke { officer, by } => {
                    officer::revoke(db, *officer, Some(*by), now).await?;
                }
            }
        }
        Ok(())
    }

    /// What was changed of the campaign. Rare, so one by one.
    async fn write_campaign(
        &mut self,
        service: &Service,
        db: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> store::Result<()> {
        let reference = service.reference();
        let code = |unit| reference.units.get(unit).map_or("", |unit| unit.code.as_str());
        // Somebody else may have changed the campaign since it was read; the author is told where
        // their change makes no sense any more, as they read by now that it is done.
        for CampaignChange { campaign, what, by, chat } in &self.campaign {
            campaign::hold_still(db).await?;
            let log = match what {
                Decided::Target(setting) => {
                    let (unit, phase) = (setting.unit, setting.phase.as_deref());
                    let before = target::of(db, *campaign, unit, phase).await?;
                    let change = match setting.apply(before) {
                        Ok(change) => change,
                        Err(BelowAssigned { assigned, own }) => {
                            info!("A target was overtaken by another");
                            let say = Say::of(Campaign::TargetOvertaken { assigned, own });
                            self.told.push((*chat, say));
                            continue;
                        }
                    };
                    target::keep(db, *campaign, &[&change.after], Some(*by), now).await?;
                    vec![change.told(code(unit))]
                }
                Decided::Amendment(amendment) => {
                    let before = catalogue::with_id(db, *campaign).await?;
                    let mut after = before.clone();
                    let broken = amendment.clone().apply(&mut after).err();
                    if let Some(problem) = broken.or_else(|| charter::broken(&before, &after)) {
                        info!(%problem, "A change of the campaign was overtaken by another");
                        self.told.push((*chat, Say::of(Settings::Overtaken(problem))));
                        continue;
                    }
                    campaign::keep(db, &after).await?;
                    charter::difference(&before, &after, |unit| code(unit).to_owned())
                }
            };
            campaign::note(db, *campaign, &log, Some(*by), now).await?;
        }
        Ok(())
    }

    async fn write_initiatives(&mut self, db: &mut PgConnection) -> store::Result<()> {
        if !self.submitted.is_empty() {
            // What was submitted and withdrawn within one batch is written once, as it is now.
            for initiative in &mut self.submitted {
                if let Some(later) = self.advanced.remove(&initiative.id) {
                    *initiative = later;
                }
            }
            let submitted: Vec<&Initiative> = self.submitted.iter().collect();
            initiative::insert(db, &submitted).await?;
        }
        if !self.advanced.is_empty() {
            let advanced: Vec<&Initiative> = self.advanced.values().collect();
            initiative::update(db, &advanced).await?;
        }
        if !self.events.is_empty() {
            let events: Vec<_> = self.events.iter().map(|(id, event)| (*id, event)).collect();
            initiative::record(db, &events).await?;
        }
        if !self.tally.is_empty() {
            tally::add(db, &self.tally).await?;
        }
        Ok(())
    }

    /// What the public may read from now on. Rare, so one by one.
    async fn write_publicity(
        &self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> store::Result<()> {
        for change in &self.publicity {
            match change {
                Publicity::Show(shown) => publication::show(db, shown, now).await?,
                Publicity::Hide(initiative) => publication::refuse(db, *initiative, now).await?,
                Publicity::TakeDown { initiative, officer, reason } => {
                    publication::take_down(db, *initiative, *officer, reason, now).await?;
                }
            }
        }
        Ok(())
    }

    /// Drafts and alarms.
    async fn write_plans(&self, db: &mut PgConnection, now: DateTime<Utc>) -> store::Result<()> {
        for (person, change) in &self.drafts {
            match change {
                DraftChange::Keep { draft, as_of, answers } => {
                    let over = draft.map(|draft| (draft, *as_of));
                    draft::keep(db, *person, over, answers, now).await?;
                }
                DraftChange::Drop(draft) => drop(draft::forget(db, *person, *draft).await?),
                DraftChange::Submit(draft) => draft::use_up(db, *person, *draft).await?,
            }
        }
        let mut set = Vec::new();
        let mut cleared = Vec::new();
        for ((conversation, alarm), due_at) in &self.alarms {
            match due_at {
                Some(due_at) => set.push((*conversation, *alarm, *due_at)),
                None => cleared.push((*conversation, *alarm)),
            }
        }
        if !set.is_empty() {
            alarm::set(db, &set).await?;
        }
        if !cleared.is_empty() {
            alarm::clear(db, &cleared).await?;
        }
        Ok(())
    }

    /// Gives the version under which all of them are stored.
    async fn save_talks(
        &self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> store::Result<Option<Version>> {
        let saved: Vec<Saved> = self
            .talks
            .iter()
            .map(|talk| Saved {
                conversation: talk.conversation,
                account: talk.account,
                version: talk.version,
                person: talk.person,
                locale: talk.locale,
                session: talk.session.to_json(),
                reachable: talk.reachable,
                heard_at: talk.heard_at,
                spoke: talk.spoke,
            })
            .collect();
        if saved.is_empty() {
            Ok(None)
        } else {
            conversation::save(db, &saved, now).await.map(Some)
        }
    }

    /// Lets go what waited for the word of somebody who has spoken, or whose chat was joined. Gives
    /// whether there was any.
    async fn release_what_waited(
        &self,
        db: &mut PgConnection,
        joined: &[ConversationId],
        now: DateTime<Utc>,
    ) -> store::Result<bool> {
        let heard = self.talks.iter().filter(|talk| talk.awaited && talk.spoke);
        let heard = heard.map(|talk| talk.conversation).chain(joined.iter().copied());
        let heard: Vec<ConversationId> = heard.collect();
        Ok(!heard.is_empty() && waiting::release(db, &heard, now).await? > 0)
    }

    /// Codes that join chats. Last of all that is kept, because joining moves what is kept. Gives
    /// the chats that were joined.
    async fn write_links(
        &self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> store::Result<Vec<ConversationId>> {
        let mut joined = Vec::new();
        for change in &self.links {
            match change {
                LinkChange::Issue { code_hash, conversation, person, expires_at } => {
                    link::issue(db, code_hash, *conversation, *person, *expires_at).await?;
                }
                LinkChange::Missed(conversation) => link::missed(db, *conversation, now).await?,
                LinkChange::Claim(link, typed_in) => link::claim(db, *link, *typed_in).await?,
                LinkChange::Join(link) => joined.extend(joining::join(db, *link, now).await?),
                LinkChange::Drop(link) => drop(link::use_up(db, *link, now).await?),
            }
        }
        Ok(joined)
    }

    /// Copies of their data that people are given, and people who are erased. After everything
    /// else that is kept, so that nothing written in this batch is left out.
    async fn erase(&mut self, db: &mut PgConnection, now: DateTime<Utc>) -> store::Result<()> {
        for person in &self.copies {
            erasure::note_copy(db, *person, AskedBy::Person, now).await?;
        }
        for (person, chat) in self.erasures.clone() {
            let done = erasing::erase(db, person, Some(chat), AskedBy::Person, now).await?;
            done.into_iter().flat_map(|done| done.notices).for_each(|notice| self.tell(notice));
            // Another chat of the same person may have been answered in this batch.
            let erased = |talk: &&mut Talk| talk.person == Some(person);
            self.talks.iter_mut().filter(erased).for_each(|talk| talk.replies.clear());
        }
        Ok(())
    }

    /// What is said in other chats than the one that was heard.
    async fn owe_told(
        &self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> store::Result<Vec<Owed>> {
        if self.told.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<_> = self.told.iter().map(|(conversation, _)| *conversation).collect();
        let addresses = conversation::addresses(db, &ids).await?;
        let told = self.told.iter().filter_map(|(to, say)| {
            let (_, account, chat, locale) = addresses.iter().find(|(id, ..)| id == to)?;
            let (mut body, _) = i18n::outbound(*locale, say, 0);
            body.unprompted = true;
            Some(Owed {
                account: *account,
                conversation: *to,
                chat: chat.clone(),
                lane: Lane::Notice,
                body: body.to_json(),
                due_at: now,
                initiative: None,
                leased: false,
            })
        });
        Ok(told.collect())
    }

    fn take_replies(&mut self) -> Vec<Reply> {
        let mut replies = std::mem::take(&mut self.apologies);
        for talk in &mut self.talks {
            let said = std::mem::take(&mut talk.replies);
            replies.extend(said.into_iter().map(|(body, since)| Reply {
                account: talk.account,
                conversation: talk.conversation,
                chat: talk.chat.clone(),
                body,
                since,
                heard_at: talk.heard_at,
            }));
        }
        replies
    }

    /// Calls back what can be called back, and finds everybody who has to be told something.
    /// Who cannot be reached sees it in their list when they come back.
    async fn owe_notices(
        &mut self,
        service: &Service,
        db: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> store::Result<Vec<Owed>> {
        let mut notices = Vec::with_capacity(self.news.len());
        for news in self.news.drain(..) {
            match news {
                News::Notice(notice) => notices.push(notice),
                News::TakenBack { initiative, otherwise } => {
                    if !outbox::recall(db, initiative).await? {
                        notices.push(otherwise);
                    }
                }
            }
        }
        super::notices::owed(db, &notices, &service.served(now), now).await
    }
}
