-- What is counted, and the number of every initiative.
--
-- Every batch adds what it changes to `tally_delta`, in the transaction that writes the events
-- it counts; nobody waits for anybody, however many entries one unit has. Housekeeping folds the
-- deltas into `tally_unit_day` and `tally_group_kind`. What stands there and in `tally_delta`
-- together is exact at every instant. `sangkien verify` computes all of it anew from the events.
--
-- 0 as unit, and '' as phase or group, is "none". Days are those of Vietnam (UTC+7): of an entry
-- the day on which the author sent it, of a decision the day on which it was made.

-- Changes that are not folded yet. Only added to by those who count.
create table tally_delta (
    campaign_id  bigint not null,
    phase_code   text not null,
    unit_id      bigint not null,
    group_code   text not null,
    kind         text not null,
    day          date not null,
    entered      bigint not null,
    valid        bigint not null,
    rejected     bigint not null,
    withdrawn    bigint not null,
    asked        bigint not null,
    people       bigint not null,
    declared     bigint not null,
    verified     bigint not null
);

-- The folds of the last minutes, so that a process that knows the figures of an earlier fold
-- reads only what has changed since.
create table tally_fold (
    generation   bigint not null,
    campaign_id  bigint not null,
    phase_code   text not null,
    unit_id      bigint not null,
    group_code   text not null,
    kind         text not null,
    day          date not null,
    entered      bigint not null,
    valid        bigint not null,
    rejected     bigint not null,
    withdrawn    bigint not null,
    asked        bigint not null,
    people       bigint not null,
    declared     bigint not null,
    verified     bigint not null
);
create index tally_fold_generation on tally_fold (generation);

-- The newest fold and the oldest that is still kept. One row.
create table tally_state (
    only_one    boolean primary key default true check (only_one),
    generation  bigint not null default 0,
    oldest      bigint not null default 1
);
insert into tally_state default values;

-- The folded counts of a unit in a phase on a day. Sums of money are `numeric`: thousands of
-- absurd declarations must not be able to overflow them.
create table tally_unit_day (
    campaign_id  bigint not null,
    unit_id      bigint not null,
    phase_code   text not null,
    day          date not null,
    entered      bigint not null,
    valid        bigint not null,
    rejected     bigint not null,
    withdrawn    bigint not null,
    asked        bigint not null,
    people       bigint not null,
    declared     numeric not null,
    verified     numeric not null,
    primary key (campaign_id, unit_id, phase_code, day)
) with (fillfactor = 80);

-- The folded counts of a group and a kind in a phase.
create table tally_group_kind (
    campaign_id  bigint not null,
    phase_code   text not null,
    group_code   text not null,
    kind         text not null,
    entered      bigint not null,
    valid        bigint not null,
    rejected     bigint not null,
    withdrawn    bigint not null,
    asked        bigint not null,
    people       bigint not null,
    declared     numeric not null,
    verified     numeric not null,
    primary key (campaign_id, phase_code, group_code, kind)
) with (fillfactor = 50);

alter table tally_delta set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0);

-- Everybody who has submitted in a campaign, with the first initiative they did it with. A
-- person is counted once, in the unit and phase and on the day of that one.
create table participant (
    campaign_id    bigint not null,
    person_id      bigint not null,
    initiative_id  bigint not null,
    primary key (campaign_id, person_id)
);

-- Initiatives that have no number yet. Emptied by the numbering.
create table arrival (
    initiative_id  bigint not null
);

-- The number of every initiative within its campaign, in the order of arrival: 1, 2, 3 …
-- without gaps. Given once, by one runner at a time, and never changed.
create table ordinal (
    campaign_id    bigint not null,
    number         bigint not null check (number > 0),
    initiative_id  bigint not null unique references initiative (id),
    primary key (campaign_id, number)
);
create trigger ordinal_is_append_only
    before update or delete on ordinal
    for each row execute function refuse_change();
create trigger ordinal_is_never_truncated
    before truncate on ordinal
    for each statement execute function refuse_change();

-- The numbers whose authors are told.
create table milestone (
    number  bigint primary key check (number > 0)
);
insert into milestone values (1), (1000), (10000), (100000), (500000), (1000000), (1500000),
    (2000000), (2500000), (3000000);
