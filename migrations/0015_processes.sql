-- The processes that serve, so that they share the accounts among them.
create table process (
    -- As leases name it.
    id        uuid primary key,
    -- The accounts that it is configured to serve.
    accounts  integer[] not null,
    -- Until when it counts as living without another word.
    until     timestamptz not null
);
