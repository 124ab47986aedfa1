-- What protects personal data: encryption, a record of who looked, linking of chats, erasure.

-- The phone number, encrypted by the program (see `vault`), and an HMAC of it by which a person
-- can be looked up. `phone` is written no more: the program encrypts what is left in it when it
-- starts, and a later release drops it.
alter table person
    add column phone_sealed bytea,
    add column phone_index bytea,
    -- When the person had everything about them erased. The row stays for the counts.
    add column erased_at timestamptz,
    -- The newest consent text that the person agreed to; asked again when there is a newer one.
    add column consent_version text;
create index person_phone on person (phone_index) where phone_index is not null;
create index person_phone_to_seal on person (id) where phone is not null;
update person p set consent_version = c.version
from (select distinct on (person_id) person_id, version from consent
      where agreed and person_id is not null order by person_id, at desc) c
where c.person_id = p.id;

-- The names of the keys that something in this database is encrypted with, so that a program
-- with the wrong key stops before it does harm.
create table data_key (
    -- Says nothing about the key.
    id        bytea primary key,
    since     timestamptz not null
);

-- Who saw whose phone number, when and why.
create table access_log (
    id             bigint generated always as identity primary key,
    at             timestamptz not null,
    officer_id     bigint not null references officer (id),
    person_id      bigint not null,
    initiative_id  bigint not null
);
create index access_log_person on access_log (person_id);
create index access_log_age on access_log using brin (at);

-- A one-time code that joins another chat to the chat it was asked for in. Only its hash is kept.
create table link_code (
    id               bigint generated always as identity primary key,
    code_hash        bytea not null,
    conversation_id  bigint not null,
    person_id        bigint not null,
    expires_at       timestamptz not null,
    -- The chat in which the code was typed; it waits for a yes in the first one.
    typed_in         bigint,
    used_at          timestamptz
);
create unique index link_code_hash on link_code (code_hash) where used_at is null;
create index link_code_person on link_code (person_id);

-- Codes that were typed and were none: more than a few in an hour are not looked at.
create table link_attempt (
    conversation_id  bigint not null,
    at               timestamptz not null
);
create index link_attempt_conversation on link_attempt (conversation_id, at);

-- The words that go with an event. The event holds their hash, so that its chain still proves
-- itself when the words are erased.
create table event_note (
    initiative_id  bigint not null,
    position       integer not null,
    note           text not null,
    primary key (initiative_id, position)
);
alter table initiative_event add column note_hash bytea;

-- When the author had the words erased. `content_hash` is still that of the text that was
-- decided about.
alter table initiative add column erased_at timestamptz;
