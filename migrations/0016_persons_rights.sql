-- What a person may ask of us (Law 91/2025/QH15, Decree 356/2025/NĐ-CP): to be given everything
-- about them, and to be erased.

-- What was said with an event is kept apart from it. The event holds a hash of the words and a
-- salt (`initiative_event.note_hash`), and its chain proves itself without them; the salt goes
-- with the words, so that nobody can try out afterwards what they were. `initiative_event.note`
-- is written no more.
alter table event_note add column salt bytea not null default '\x';

-- An officer's reason for taking something down may name its author. It alone may be emptied.
create function only_the_reason_may_go() returns trigger language plpgsql as $$
begin
    if new.reason = '' and (new.id, new.initiative_id, new.at, new.choice, new.officer_id)
        is not distinct from (old.id, old.initiative_id, old.at, old.choice, old.officer_id)
    then
        return new;
    end if;
    raise exception 'rows of % are never changed or deleted', tg_table_name;
end $$;
drop trigger publication_event_is_append_only on publication_event;
create trigger publication_event_is_append_only
    before delete on publication_event
    for each row execute function refuse_change();
create trigger publication_event_keeps_what_was_chosen
    before update on publication_event
    for each row execute function only_the_reason_may_go();

-- What people have asked for, and that it was done.
create table data_request (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    what       text not null check (what in ('copy', 'erasure')),
    -- The person in the chat, an operator, or the end of a retention period.
    by         text not null check (by in ('person', 'operator', 'retention')),
    -- Whose copy it was. An erasure names nobody.
    person_id  bigint,
    check (what = 'copy' or person_id is null)
);
create index data_request_person on data_request (person_id, at) where person_id is not null;

-- A link by which somebody reads the copy of their data for a while, where their chat takes no
-- files. The copy is written when the link is opened, and lies nowhere. Only the hash of the
-- link's token is kept.
create table copy_link (
    token_hash  bytea primary key,
    person_id   bigint not null references person (id) on delete cascade,
    form        text not null check (form in ('text', 'json')),
    locale      text not null,
    expires_at  timestamptz not null
);
create index copy_link_expiry on copy_link (expires_at);
create index copy_link_person on copy_link (person_id);
