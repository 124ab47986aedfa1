insert into seal values ('2026-01-05', 2, 2, 0, 2, 0, '\x01', '\x00', '\x02', '2026-01-06 02:00:00+00');
insert into snapshot (campaign_id, name, as_of, taken_at, hash)
    values (1, 'phase-1', '2026-01-31 17:00:00+00', '2026-02-01 02:00:00+00', '\x03');
insert into snapshot_unit values (1, 2, '', 1, 0, 0, 0, 0, 120000000, 0);
