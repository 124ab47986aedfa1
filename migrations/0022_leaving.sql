-- Somebody who was erased may be named in the texts of others: as one who shares in an initiative,
-- or in passing. The texts of their unit are looked through once, and this goes with that.
create table mention (
    person_id  bigint primary key references person (id),
    name       text not null,
    unit_id    bigint not null references unit (id),
    since      timestamptz not null
);
comment on column mention.person_id is
    'personal: who was erased | to look the name up once | nobody: the program alone';
comment on column mention.name is
    'personal: their name, for minutes after the erasure | to take it out of the texts of others | nobody: the program alone';
comment on column mention.unit_id is
    'personal: their workplace | to know which texts to look through | nobody: the program alone';
comment on column mention.since is
    'personal: when they were erased | to do the oldest first | nobody: the program alone';

-- SHA-256 of the text after a name was taken out of it; none where the text is the one that was
-- decided about, which is that of `content_hash`.
alter table initiative add column kept_hash bytea;
comment on column initiative.kept_hash is 'not personal';

-- When the person was last told that their data is about to be erased because they said nothing
-- for years.
alter table person add column warned_at timestamptz;
comment on column person.warned_at is
    'personal: when they were told that their data is about to be erased | so that nobody is erased unwarned | nobody: the program alone';

-- Chats of nobody: strangers, and those of whoever was erased, which are looked at all the time.
create index conversation_nobodys on conversation (id) where person_id is null;
