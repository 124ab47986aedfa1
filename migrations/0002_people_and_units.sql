-- The organisation tree. `unit` holds today's tree; `unit_change` how it came to be.
create table unit (
    id           bigint generated always as identity primary key,
    -- Short, stable, typed by people and part of links: [A-Z0-9-].
    code         text not null unique,
    name         text not null,
    -- federation, province, sector, corporation, park, commune, grassroots …
    kind         text not null,
    parent_id    bigint references unit (id),
    -- The ids from the root down to this unit, itself included.
    path         bigint[] not null,
    members      integer check (members >= 0),
    opened_on    date,
    closed_on    date,
    merged_into  bigint references unit (id)
);
create index unit_path on unit using gin (path);
create index unit_parent on unit (parent_id);

-- How the tree came to be what it is. Rows are only added.
create table unit_change (
    id          bigint generated always as identity primary key,
    unit_id     bigint not null references unit (id),
    change      text not null check (change in ('created', 'renamed', 'moved', 'merged', 'closed', 'reopened', 'edited')),
    effective_on date not null,
    -- What it was before, as the columns of `unit` that changed.
    before      jsonb not null default '{}',
    after       jsonb not null default '{}',
    recorded_at timestamptz not null
);
create index unit_change_unit on unit_change (unit_id, effective_on);

-- Ids of people, taken in blocks.
create sequence person_number;

-- A person exists here from the moment of consent, and not before.
create table person (
    id          bigint primary key,
    full_name   text,
    phone       text,
    unit_id     bigint references unit (id),
    -- The unit as the person typed it, when no unit of the tree was theirs.
    unit_typed  text,
    group_code  text,
    -- Whether an active row in `officer` exists; saves the look-up for everybody else.
    is_officer  boolean not null default false,
    reminders   boolean not null default true,
    created_at  timestamptz not null
);

-- Which text was put before the person, and what they said. Law 91/2025: consent must be provable.
create table consent (
    id               bigint generated always as identity primary key,
    conversation_id  bigint not null,
    person_id        bigint,
    version          text not null,
    agreed           boolean not null,
    at               timestamptz not null
);
create index consent_person on consent (person_id);

-- An appointment: this person decides for this unit and all below it, until revoked.
create table officer (
    id          bigint generated always as identity primary key,
    person_id   bigint not null references person (id),
    unit_id     bigint not null references unit (id),
    role        text not null check (role in ('reviewer', 'administrator')),
    -- Null: made on the command line.
    granted_by  bigint references officer (id),
    granted_at  timestamptz not null,
    revoked_by  bigint references officer (id),
    revoked_at  timestamptz,
    -- New submissions that this officer has not been told of yet.
    untold      integer not null default 0,
    told_at     timestamptz
);
create unique index officer_active on officer (person_id, unit_id) where revoked_at is null;
create index officer_unit on officer (unit_id) where revoked_at is null;

-- A one-time way to become an officer. Only the hash of the code is kept.
create table invitation (
    id          bigint generated always as identity primary key,
    token_hash  bytea not null unique,
    unit_id     bigint not null references unit (id),
    role        text not null check (role in ('reviewer', 'administrator')),
    created_by  bigint references officer (id),
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz,
    used_by     bigint references officer (id)
);
