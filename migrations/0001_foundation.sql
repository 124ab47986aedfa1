-- Where people talk to us, what they said and is not handled yet, and what we owe them.
--
-- Times are UTC instants and always come from the program's clock, never from `now()`,
-- so that tests can stand still and a batch has one time.

-- One bot token or Official Account. It is polled and answered by one process at a time:
-- the holder of the lease.
create table account (
    id            integer generated always as identity primary key,
    channel       text not null check (channel in ('telegram', 'zalo_bot', 'zalo_oa', 'console')),
    -- What the operator calls it; for Telegram the bot's numeric id, which is the public half of its token.
    name          text not null,
    -- The next update to ask the platform for. Moves in the transaction that stores the updates.
    poll_offset   bigint not null default 0,
    lease_holder  uuid,
    lease_until   timestamptz,
    unique (channel, name)
);

-- A chat with one person on one account, and where that talk stands.
create table conversation (
    id                 bigint generated always as identity primary key,
    account_id         integer not null references account (id),
    -- The platform's own chat id.
    chat               text not null,
    person_id          bigint,
    locale             text not null default 'vi',
    -- The talk's position as JSON text; empty before the first answer. Kept as text because
    -- the database never looks inside and is spared parsing it.
    session            text not null default '',
    last_heard_at      timestamptz,
    -- Set when the platform says that this person cannot be written to.
    unreachable_since  timestamptz,
    created_at         timestamptz not null,
    unique (account_id, chat)
) with (fillfactor = 70); -- room on the page: saving a session touches no index (HOT)
create index conversation_person on conversation (person_id) where person_id is not null;

-- What was said and is not handled yet. A handled row is deleted: the words of a person are
-- not kept longer than they are needed.
create table inbox (
    seq              bigint generated always as identity primary key,
    account_id       integer not null,
    conversation_id  bigint not null,
    external_id      text not null,
    -- The platform's own bytes, or an alarm of ours (see `source`).
    payload          text not null,
    source           text not null check (source in ('platform', 'alarm')),
    sent_at          timestamptz not null,
    received_at      timestamptz not null,
    attempts         smallint not null default 0,
    -- Set when handling failed too often; such a row waits for staff.
    parked_at        timestamptz,
    parked_why       text
);

-- The ids of messages taken in the last days, so that a redelivery is recognised. Telegram
-- redelivers for 24 hours and restarts its numbers after an idle week: rows live seven days.
create table received (
    account_id   integer not null,
    external_id  text not null,
    received_at  timestamptz not null,
    primary key (account_id, external_id)
);
create index received_by_age on received using brin (received_at);

-- What we owe to people. A delivered row is deleted; a failed one stays, marked.
create table outbox (
    id               bigint generated always as identity primary key,
    account_id       integer not null,
    conversation_id  bigint not null,
    chat             text not null,
    -- 0 reply, 1 notice, 2 broadcast: the order in which a busy account sends.
    lane             smallint not null,
    body             text not null,
    created_at       timestamptz not null,
    due_at           timestamptz not null,
    -- The initiative whose decision this notice tells of, so that an undone decision can call
    -- it back.
    initiative_id    bigint,
    leased_by        uuid,
    leased_until     timestamptz,
    attempts         smallint not null default 0,
    -- An attempt ended without our knowing whether it arrived.
    maybe_sent       boolean not null default false,
    failed_at        timestamptz,
    failed_why       text
);
-- Replies are leased from birth and stay out of this index: most rows never enter it.
create index outbox_due on outbox (account_id, due_at)
    where failed_at is null and leased_by is null;
create index outbox_of_decision on outbox (initiative_id) where initiative_id is not null;

-- Something to do in a conversation later: remind of a draft, tell an officer of new work.
create table alarm (
    conversation_id  bigint not null,
    kind             text not null,
    due_at           timestamptz not null,
    primary key (conversation_id, kind)
);
create index alarm_due on alarm (due_at);

-- These tables are emptied as fast as they are filled. What is left over is swept up early, so
-- that they stay a few pages long.
alter table inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0);
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0);
