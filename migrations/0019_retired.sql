-- A group or a reason that is offered no more. It stays, because what was entered or refused
-- under it goes on counting under it.
alter table participant_group add column retired boolean not null default false;
alter table reason_code add column retired boolean not null default false;
comment on column participant_group.retired is 'not personal';
comment on column reason_code.retired is 'not personal';
