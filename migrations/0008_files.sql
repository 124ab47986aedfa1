-- The files that people send: how to fetch them, and what has become of that. The bytes lie in
-- the file store (FILE_STORE), under their hash.

-- What a file holds, once for each content however often it is sent.
create table file_content (
    -- SHA-256 of the bytes as they are stored; also their name in the store.
    hash        bytea primary key,
    -- What the content is, whatever its name says.
    media_type  text not null,
    size        bigint not null,
    -- When somebody last began to store it. What is stored and nobody refers to is removed, but
    -- not while somebody may be about to refer to it.
    touched_at  timestamptz not null,
    -- Null until the bytes lie in the store.
    stored_at   timestamptz,
    -- The bytes are being removed; nobody may refer to them any more.
    doomed_at   timestamptz
);

-- A file as one person has sent it.
create table file (
    id               bigint generated always as identity primary key,
    account_id       integer not null,
    -- The same for the same file of an account; answers and initiatives refer to it by this.
    unique_id        text not null,
    person_id        bigint not null references person (id) on delete cascade,
    -- Where to say that it never came.
    conversation_id  bigint not null,
    -- The platform's id or link, with which it is fetched.
    source           text not null,
    kind             text not null,
    name             text,
    -- Which of the answer's files it is, from 1.
    position         smallint not null,
    state            text not null default 'waiting'
        check (state in ('waiting', 'stored', 'refused', 'lost')),
    -- Why it was refused or is lost.
    why              text,
    content          bytea references file_content (hash),
    asked_at         timestamptz not null,
    -- When it is to be fetched; whoever is fetching it has moved this on.
    due_at           timestamptz not null,
    attempts         smallint not null default 0,
    -- When it was last seen that somebody refers to it.
    looked_at        timestamptz not null,
    unique (account_id, unique_id, person_id)
);
create index file_due on file (due_at) where state = 'waiting';
create index file_person on file (person_id);
create index file_looked on file (looked_at);
create index file_of_content on file (content) where content is not null;

-- A link by which somebody may read a file for a while. Only the hash of its token is kept.
create table file_link (
    token_hash  bytea primary key,
    file_id     bigint not null references file (id) on delete cascade,
    expires_at  timestamptz not null
);
create index file_link_expiry on file_link (expires_at);
create index file_link_file on file_link (file_id);
