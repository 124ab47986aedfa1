insert into mention (person_id, name, unit_id, since)
    values (1, 'Nguyễn Thị Hoa', 1, '2026-01-07 02:00:00+00');
update initiative set kept_hash = '\x01' where id = (select min(id) from initiative);
update person set warned_at = '2026-01-07 02:00:00+00' where id = 1;
