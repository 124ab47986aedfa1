insert into unit (code, name, kind, path) values ('TLD', 'Tổng Liên đoàn Lao động Việt Nam', 'federation', '{1}');
insert into unit (code, name, kind, parent_id, path, members)
    values ('HCM', 'Liên đoàn Lao động Thành phố Hồ Chí Minh', 'province', 1, '{1,2}', 250000);
insert into unit_change (unit_id, change, effective_on, after, recorded_at)
    values (2, 'created', '2025-07-01', '{"name":"Liên đoàn Lao động Thành phố Hồ Chí Minh"}', '2026-01-05 02:00:00+00');
insert into person (id, full_name, phone, unit_id, group_code, is_officer, created_at)
    values (1, 'Nguyễn Thị Mai', '+84912345678', 2, 'worker', false, '2026-01-05 02:00:00+00'),
           (2, 'H''Hen Niê', null, 1, 'worker', true, '2026-01-05 02:00:00+00'),
           (3, null, null, null, null, false, '2026-01-05 02:00:00+00');
update person set unit_typed = 'Xưởng may cô Ba' where id = 3;
update conversation set person_id = 1 where id = 2;
insert into consent (conversation_id, person_id, version, agreed, at)
    values (2, 1, '1', true, '2026-01-05 02:00:00+00'), (1, null, '1', false, '2026-01-05 02:00:00+00');
insert into officer (person_id, unit_id, role, granted_at) values (2, 1, 'administrator', '2026-01-05 02:00:00+00');
insert into officer (person_id, unit_id, role, granted_by, granted_at, revoked_by, revoked_at)
    values (1, 2, 'reviewer', 1, '2026-01-05 02:00:00+00', 1, '2026-01-06 02:00:00+00');
insert into invitation (token_hash, unit_id, role, created_by, created_at, expires_at)
    values ('\x01', 2, 'reviewer', 1, '2026-01-05 02:00:00+00', '2026-01-07 02:00:00+00');
