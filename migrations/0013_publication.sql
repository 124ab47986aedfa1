-- What the public may read of recognised initiatives, and how it came to be allowed.

-- What an author has agreed to show, as it was put before them: the title, the summary, and the
-- name if they wished. A row exists while it is shown, and is deleted when the author takes the
-- agreement back or an officer takes it down.
create table publication (
    initiative_id  bigint primary key references initiative (id),
    author_id      bigint not null,
    -- The author's name, where they agreed to be named.
    author         text,
    title          text not null,
    summary        text not null,
    kind           text not null,
    unit_id        bigint references unit (id),
    recognized_at  timestamptz not null,
    -- Title, summary and unit as the fold key spells them: what is searched for without accents.
    search         text not null,
    words          tsvector not null generated always as (to_tsvector('simple', search)) stored
);
create index publication_newest on publication (recognized_at desc, initiative_id desc);
create index publication_words on publication using gin (words);
create index publication_author on publication (author_id);

-- Every word about showing an initiative: consent must be provable (Law 91/2025), and so must
-- the reason for taking one down. Rows are only added.
create table publication_event (
    id             bigint generated always as identity primary key,
    initiative_id  bigint not null references initiative (id),
    at             timestamptz not null,
    -- named, unnamed and refused are the author's; taken_down is an officer's, and final.
    choice         text not null check (choice in ('named', 'unnamed', 'refused', 'taken_down')),
    officer_id     bigint references officer (id),
    reason         text,
    check ((choice = 'taken_down') = (officer_id is not null and reason is not null))
);
create index publication_event_initiative on publication_event (initiative_id);
create trigger publication_event_is_append_only
    before update or delete on publication_event
    for each row execute function refuse_change();
create trigger publication_event_is_never_truncated
    before truncate on publication_event
    for each statement execute function refuse_change();
