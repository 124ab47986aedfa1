-- What an Official Account of Zalo needs beyond a bot: tokens that run out, and people who can be
-- written to for a while only.

-- The tokens of a connected Official Account. The refresh token is good once, so whoever uses it
-- must be the only one: it is taken with a lease, and the pair that it brings is kept here before
-- it is used.
create table oa_token (
    account_id     integer primary key references account (id),
    -- Sealed with the data key.
    access_token   bytea not null,
    refresh_token  bytea not null,
    -- Grows with each pair. A pair may only follow the one that it was made from.
    generation     bigint not null default 1,
    obtained_at    timestamptz not null,
    expires_at     timestamptz not null,
    lease_holder   uuid,
    lease_until    timestamptz,
    -- The last attempt to get a new pair has failed, and why; a new pair clears this.
    failed_at      timestamptz,
    failed_why     text
);
