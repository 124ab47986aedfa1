insert into data_key (id, since) values ('\x01020304', '2026-01-05 02:00:00+00');
update person set phone = null, phone_sealed = '\x01', phone_index = '\x02' where id = 1;
insert into access_log (at, officer_id, person_id, initiative_id)
    values ('2026-01-06 02:00:00+00', 1, 1, 1000000);
insert into link_code (code_hash, conversation_id, person_id, expires_at, typed_in, used_at)
    values ('\x01', 2, 1, '2026-01-06 02:10:00+00', null, null),
           ('\x01', 2, 1, '2026-01-06 02:10:00+00', 1, '2026-01-06 02:01:00+00');
insert into link_attempt (conversation_id, at) values (1, '2026-01-06 02:00:00+00');
insert into event_note (initiative_id, position, note) values (1000001, 2, 'Đã đối chiếu sổ kho');
insert into person (id, erased_at, created_at) values (4, '2026-01-07 02:00:00+00', '2026-01-05 02:00:00+00');
