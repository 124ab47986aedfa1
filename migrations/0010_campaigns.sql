-- What the owner of a campaign decides: when it takes entries, what may be entered, and what is
-- expected of whom.

-- One campaign runs at a time.
update campaign set active = false
where active and id < (select max(id) from campaign where active);
create unique index campaign_running on campaign ((true)) where active;

-- The days in which an initiative must have been in use, both included. It is another window
-- than that of the entry, and begins earlier. Null: no bound on that side.
alter table campaign
    add column applied_from date,
    add column applied_to date,
    add constraint campaign_applied check (applied_from <= applied_to);

-- When entries are taken. A campaign without phases takes them always.
create table phase (
    campaign_id     bigint not null references campaign (id),
    code            text not null,
    name_vi         text not null,
    name_en         text not null,
    position        smallint not null,
    -- The first instant inside, and the first instant after: the cut-off.
    entry_opens_at  timestamptz not null,
    entry_closes_at timestamptz not null,
    -- Minutes after the cut-off in which a message still counts as inside.
    grace_minutes   integer not null default 0 check (grace_minutes >= 0),
    primary key (campaign_id, code),
    check (entry_opens_at < entry_closes_at)
);

-- Units that are compared with each other (cụm, khối thi đua): a grouping beside the tree.
create table cluster (
    campaign_id  bigint not null references campaign (id),
    code         text not null,
    name_vi      text not null,
    name_en      text not null,
    position     smallint not null,
    primary key (campaign_id, code)
);

-- Which units a cluster holds; a unit is in one cluster at most.
create table cluster_member (
    campaign_id   bigint not null,
    unit_id       bigint not null references unit (id),
    cluster_code  text not null,
    primary key (campaign_id, unit_id),
    foreign key (campaign_id, cluster_code) references cluster (campaign_id, code)
);

-- How many recognised initiatives are expected of a unit and everything below it. Figures of
-- different units are never added up: the figure of a province says what is expected of it,
-- whatever its districts were given.
create table target (
    campaign_id  bigint not null references campaign (id),
    unit_id      bigint not null references unit (id),
    -- Null: for the whole campaign.
    phase_code   text,
    -- Given from above; what percentages are of.
    assigned     bigint check (assigned > 0),
    -- What the unit has set itself beyond that; what an award asks it to exceed.
    own          bigint check (own > 0),
    -- By whom and when; no officer where it was the command line.
    changed_by   bigint references officer (id),
    changed_at   timestamptz,
    unique nulls not distinct (campaign_id, unit_id, phase_code),
    foreign key (campaign_id, phase_code) references phase (campaign_id, code),
    check (assigned is not null or own is not null)
);

-- Which kinds of initiative are offered, in which order. A campaign without rows takes all.
create table campaign_kind (
    campaign_id  bigint not null references campaign (id),
    kind         text not null
        check (kind in ('technical', 'management', 'operational', 'application', 'research')),
    position     smallint not null,
    primary key (campaign_id, kind)
);

-- The phase in which it was entered, by the platform's time of the message that sent it; null
-- in a campaign without phases. No foreign key: on the busiest night every entry would lock the
-- same row of `phase`, which is never deleted.
alter table initiative add column phase_code text;

-- Whether an administrator wants to hear every Monday how the campaign stands, and when they last
-- did.
alter table officer
    add column weekly boolean not null default true,
    add column weekly_told_at timestamptz;
