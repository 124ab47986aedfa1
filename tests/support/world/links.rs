//! Joining chats, without a database.

use sangkien::conversation::LINK_PERIOD;
use sangkien::effect::Say;
use sangkien::facts::{Link, LinkQuery};

use super::*;

/// The codes that were given out, and those that were guessed.
#[derive(Default)]
pub struct Links {
    given: Vec<Given>,
    pub missed: Vec<(String, DateTime<Utc>)>,
    /// The code that was shown last, as it was shown.
    pub newest: String,
}

struct Given {
    hash: [u8; 32],
    link: Link,
    expires_at: DateTime<Utc>,
}

impl Links {
    pub fn drop(&mut self, link: i64) {
        self.given.retain(|given| given.link.id != link);
    }
}

impl World {
    pub fn find_link(&self, who: &str, needs: &Needs, person: Option<PersonId>, found: &mut Found) {
        let chats = self.chats.values().filter(|chat| person.is_some() && chat.person == person);
        found.chats = chats.count() as i64;
        let Some(query) = &needs.link else { return };
        let of_late =
            |(by, at): &&(String, DateTime<Utc>)| by == who && *at > self.now - LINK_PERIOD;
        found.link_attempts = self.links.missed.iter().filter(of_late).count() as i64;
        let is_it = |given: &&Given| match query {
            LinkQuery::Typed(hash) => given.hash == *hash && given.link.typed_in.is_none(),
            LinkQuery::Waiting => {
                Some(given.link.person) == person && given.link.typed_in.is_some()
            }
        };
        let mut good = self.links.given.iter().filter(|given| given.expires_at > self.now);
        found.link = good.find(is_it).map(|given| given.link.clone());
    }

    pub fn issue_link(
        &mut self,
        who: &str,
        person: PersonId,
        hash: [u8; 32],
        expires_at: DateTime<Utc>,
    ) {
        let (id, asked_in) = (self.fresh(), self.chat(who).id);
        self.links.given.retain(|given| given.link.person != person);
        let link = Link { id, person, asked_in, typed_in: None };
        self.links.given.push(Given { hash, link, expires_at });
    }

    pub fn claim_link(&mut self, who: &str, link: i64) {
        let typed_in = self.chat(who).id;
        let mut given = self.links.given.iter_mut();
        let given = given.find(|given| given.link.id == link).expect("the talk has looked at it");
        given.link.typed_in = Some(typed_in);
    }

    /// Gives the chat in which the code was typed, and all that it had, to the code's person.
    pub fn join(&mut self, link: i64) {
        let given = self.links.given.iter().find(|given| given.link.id == link);
        let Link { person, typed_in, .. } = given.expect("the talk has looked at it").link;
        self.links.drop(link);
        let chat = self.chats.values_mut().find(|chat| Some(chat.id) == typed_in);
        let chat = chat.expect("it was typed somewhere");
        chat.session = std::mem::take(&mut chat.session).joined();
        let Some(other) = chat.person.replace(person) else { return };
        let gone = self.people.remove(&other).expect("people are never lost");
        let kept = self.people.get_mut(&person).expect("people are never lost");
        kept.phone = kept.phone.take().or(gone.phone);
        for (owner, _) in &mut self.drafts {
            *owner = if *owner == other { person } else { *owner };
        }
        for initiative in self.initiatives.values_mut().filter(|one| one.author == other) {
            initiative.author = person;
        }
    }

    pub fn tell(&mut self, to: ConversationId, say: &Say, sent: &mut Vec<(String, Outbound)>) {
        let to = self.chats.iter_mut().find(|(_, chat)| chat.id == to);
        let (who, chat) = to.expect("it is a chat of ours");
        let (outbound, _) = i18n::outbound(chat.locale, say, 0);
        chat.buttons.extend(outbound.buttons.iter().flatten().cloned());
        sent.push((who.clone(), outbound));
    }
}
