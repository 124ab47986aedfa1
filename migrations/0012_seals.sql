-- What is published so that the results can be checked by anybody, later.

-- Finds the events of a day. Events are written in the order of time, so this stays tiny.
create index initiative_event_at on initiative_event using brin (at) with (pages_per_range = 16);

-- The seal of a day (UTC+7): what happened on it, and a Merkle root over its events. Each seal
-- continues the one before it, and there is one for every day since the first event.
create table seal (
    day            date primary key,
    -- Events of the day, how many of them were submissions, and by how many the recognised grew.
    events         bigint not null,
    entered        bigint not null,
    valid          bigint not null,
    -- The same since the first day.
    all_entered    bigint not null,
    all_valid      bigint not null,
    root           bytea not null,
    previous_hash  bytea not null,
    hash           bytea not null,
    sealed_at      timestamptz not null
);
create trigger seal_is_append_only
    before update or delete on seal
    for each row execute function refuse_change();
create trigger seal_is_never_truncated
    before truncate on seal
    for each statement execute function refuse_change();

-- The results as they were at an instant, kept for an award. Computed from the events; what was
-- corrected after it was taken shows as a difference.
create table snapshot (
    id           bigint generated always as identity primary key,
    campaign_id  bigint not null references campaign (id),
    name         text not null unique,
    as_of        timestamptz not null,
    taken_at     timestamptz not null,
    -- SHA-256 of the rows below, as `figures::snapshot` writes them.
    hash         bytea not null
);
create trigger snapshot_is_append_only
    before update or delete on snapshot
    for each row execute function refuse_change();

-- The counts of a snapshot: of each unit, without what lies below it, in each phase.
create table snapshot_unit (
    snapshot_id  bigint not null references snapshot (id),
    unit_id      bigint not null,
    phase_code   text not null,
    entered      bigint not null,
    valid        bigint not null,
    rejected     bigint not null,
    withdrawn    bigint not null,
    asked        bigint not null,
    declared     numeric not null,
    verified     numeric not null,
    primary key (snapshot_id, unit_id, phase_code)
);
create trigger snapshot_unit_is_append_only
    before update or delete on snapshot_unit
    for each row execute function refuse_change();
