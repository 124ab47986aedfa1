insert into event_note (initiative_id, position, note, salt) values (1000000, 1, 'Chờ quyết định', '\x0102');
update publication_event set reason = '' where choice = 'taken_down';
insert into data_request (at, what, by, person_id)
    values ('2026-01-06 02:00:00+00', 'copy', 'person', 1), ('2026-01-07 02:00:00+00', 'erasure', 'operator', null);
insert into copy_link (token_hash, person_id, form, locale, expires_at)
    values ('\x01', 1, 'json', 'vi', '2026-01-07 02:00:00+00');
