//! Hands a person the copy of their data: written when it is sent or opened, so that it lies in no
//! queue and in no store.

use bytes::Bytes;
use tracing::warn;

use super::{Account, Service};
use crate::channel::file::{Parcel, Way};
use crate::clock;
use crate::domain::dossier::{Dossier, Form, Written};
use crate::domain::{AttachmentKind, Locale, PersonId};
use crate::i18n;
use crate::message::{FilesOut, plain};
use crate::store::{self, copy_link, dossier};
use crate::work::carry::token_hash;

/// How a copy gets to its reader.
pub enum Copied {
    Files(Vec<Parcel>),
    /// Where the chat takes no files and no links, in our small mark-up.
    Words(String),
}

/// The copy as this account can send it; none for whoever is erased meanwhile.
pub async fn for_chat(
    service: &Service,
    account: &Account,
    person: PersonId,
    locale: Locale,
) -> store::Result<Option<Copied>> {
    let now = service.clock.now();
    let mut db = service.db.acquire().await?;
    let Some(dossier) = dossier::load(&mut db, &service.vault, person, now).await? else {
        return Ok(None);
    };
    let parcel = |form, way| Parcel {
        kind: AttachmentKind::Document,
        name: name(form, locale).to_owned(),
        way,
    };
    Ok(Some(match (account.channel.capabilities().files_out, &service.files.links) {
        (FilesOut::Upload { .. }, _) => Copied::Files(
            Form::ALL
                .map(|form| {
                    let content = Bytes::from(write(form, locale, &dossier));
                    let media_type = form.media_type().to_owned();
                    parcel(form, Way::Upload { media_type, content })
                })
                .into(),
        ),
        (FilesOut::Link, Some(links)) => {
            let mut parcels = Vec::new();
            for form in Form::ALL {
                let token = clock::fresh_token();
                let until = now + links.life;
                let hash = token_hash(&token);
                copy_link::keep(&mut db, &hash, person, form, locale, until).await?;
                let link = links.base.join(&format!("tep/{token}")).ok();
                parcels.extend(link.map(|link| parcel(form, Way::Link(link))));
            }
            Copied::Files(parcels)
        }
        (FilesOut::Link, None) => {
            warn!("A copy is sent as words: PUBLIC_URL is not set");
            Copied::Words(i18n::dossier::text(locale, &dossier))
        }
    }))
}

/// The copy behind a link's token, where the link is good.
pub async fn linked(service: &Service, token: &str) -> store::Result<Option<Written>> {
    let now = service.clock.now();
    let mut db = service.db.acquire().await?;
    let found = copy_link::find(&mut db, &token_hash(token), now).await?;
    let Some((person, form, locale)) = found else { return Ok(None) };
    let dossier = dossier::load(&mut db, &service.vault, person, now).await?;
    Ok(dossier.map(|dossier| Written {
        form,
        name: name(form, locale),
        content: write(form, locale, &dossier),
    }))
}

fn write(form: Form, locale: Locale, dossier: &Dossier) -> String {
    match form {
        Form::Text => plain(&i18n::dossier::text(locale, dossier)) + "\n",
        Form::Json => dossier.to_json(),
    }
}

const fn name(form: Form, locale: Locale) -> &'static str {
    match (form, locale) {
        (Form::Text, Locale::Vi) => "du-lieu-cua-ban.txt",
        (Form::Json, Locale::Vi) => "du-lieu-cua-ban.json",
        (Form::Text, Locale::En) => "your-data.txt",
        (Form::Json, Locale::En) => "your-data.json",
    }
}
