-- A round of the programme, with its own groups and reasons.
create table campaign (
    id         bigint generated always as identity primary key,
    code       text not null unique,
    name       text not null,
    active     boolean not null default true,
    created_at timestamptz not null
);

-- Who may take part, as the campaign groups them. Labels are data: the owner words them.
create table participant_group (
    campaign_id  bigint not null references campaign (id),
    code         text not null,
    label_vi     text not null,
    label_en     text not null,
    position     smallint not null,
    primary key (campaign_id, code)
);

-- Why an initiative was not recognised, in words for the officer and for the author.
create table reason_code (
    campaign_id  bigint not null references campaign (id),
    code         text not null,
    label_vi     text not null,
    label_en     text not null,
    -- What the author can do about it.
    advice_vi    text not null,
    advice_en    text not null,
    position     smallint not null,
    primary key (campaign_id, code)
);

-- Ids of initiatives. The printed code is this number and a check digit. Taken in blocks, so
-- the numbers have gaps and say nothing about how many initiatives there are.
create sequence initiative_number minvalue 1000000;

-- What a person has begun to write and not sent.
create table draft (
    id          bigint generated always as identity primary key,
    person_id   bigint not null references person (id),
    -- The answers so far, as JSON text.
    answers     text not null,
    updated_at  timestamptz not null
);
create index draft_person on draft (person_id, updated_at desc);

-- What a person has submitted, as it stands now; how it came there is in `initiative_event`.
create table initiative (
    -- From `initiative_number`; what the code that people see is made from.
    id                bigint primary key,
    campaign_id       bigint not null references campaign (id),
    author_id         bigint not null references person (id),
    unit_id           bigint references unit (id),
    unit_typed        text,
    group_code        text,
    title             text not null,
    kind              text not null,
    -- Everything the author wrote, as JSON text (domain::Content).
    content           text not null,
    -- Grows with every change of the content; a decision names the version it is about.
    version           integer not null,
    -- SHA-256 of `content`.
    content_hash      bytea not null,
    status            text not null check (status in
        ('received', 'in_review', 'needs_info', 'supplemented', 'recognized', 'rejected', 'withdrawn')),
    -- The data that belongs to the status, as JSON text (domain::Status).
    status_detail     text not null,
    status_since      timestamptz not null,
    declared_benefit  bigint check (declared_benefit >= 0),
    verified_benefit  bigint check (verified_benefit >= 0),
    submitted_at      timestamptz not null,
    -- Hash of the newest event of this initiative, and its number.
    last_event        bytea not null,
    event_count       integer not null
);
create index initiative_author on initiative (author_id, id desc);
create index initiative_queue on initiative (unit_id, submitted_at)
    where status in ('received', 'in_review', 'supplemented');

-- What happened to an initiative. Written once; the trigger below refuses anything else.
create table initiative_event (
    id             bigint generated always as identity primary key,
    initiative_id  bigint not null references initiative (id),
    -- 1, 2, 3 … within the initiative.
    position       integer not null,
    at             timestamptz not null,
    actor          text not null check (actor in ('author', 'officer', 'system')),
    officer_id     bigint references officer (id),
    from_status    text,
    to_status      text not null,
    reason_code    text,
    -- What the officer or the author said with it.
    note           text,
    verified_benefit bigint,
    version        integer not null,
    content_hash   bytea not null,
    previous_hash  bytea not null,
    hash           bytea not null,
    unique (initiative_id, position)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed or deleted', tg_table_name;
end $$;
create trigger initiative_event_is_append_only
    before update or delete on initiative_event
    for each row execute function refuse_change();
create trigger initiative_event_is_never_truncated
    before truncate on initiative_event
    for each statement execute function refuse_change();

-- Initiatives that came, or came back, and whose officers were not told yet. Emptied by the
-- digest. A list and not a watermark over the events: those become visible out of order.
create table new_work (
    initiative_id  bigint not null
);
