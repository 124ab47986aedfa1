-- Messages that wait for their person, and accounts that have sent as much as they may.

alter table conversation
    -- Set when the platform says that the person has to write first; cleared when they do.
    add column closed_at timestamptz,
    -- Something in the outbox waits for this person's next word, which then releases it. True
    -- now and then without need, never false where it matters.
    add column awaited boolean not null default false;

-- For whose next word it waits. It is due at infinity meanwhile, so that whoever looks for what
-- is due need not know of this.
alter table outbox add column waits_for bigint;
create index outbox_waiting on outbox (waits_for) where waits_for is not null;

-- Since when the platform says that the account has used up what its plan allows.
alter table account add column quota_out_since timestamptz;
