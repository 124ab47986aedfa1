-- What is written down after the day on which it happened was sealed. It belongs to the first day
-- that was not sealed yet, so that no seal is ever broken by being late.
create table late_event (
    event_id  bigint primary key references initiative_event (id),
    day       date not null
);
create index late_event_day on late_event (day);
create trigger late_event_is_append_only
    before update or delete on late_event
    for each row execute function refuse_change();
create trigger late_event_is_never_truncated
    before truncate on late_event
    for each statement execute function refuse_change();

-- People of a unit in a snapshot: each with the first of theirs before its instant.
alter table snapshot_unit add column people bigint not null default 0;

-- What was changed of a campaign and its targets, in words. By an officer in the chat, or on the
-- command line.
create table campaign_change (
    id           bigint generated always as identity primary key,
    campaign_id  bigint not null references campaign (id),
    at           timestamptz not null,
    officer_id   bigint references officer (id),
    what         text not null
);
create index campaign_change_campaign on campaign_change (campaign_id, id);
create trigger campaign_change_is_append_only
    before update or delete on campaign_change
    for each row execute function refuse_change();
