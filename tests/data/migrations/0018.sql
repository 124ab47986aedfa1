insert into late_event select min(id), '2026-01-06' from initiative_event;
insert into campaign_change (campaign_id, at, what)
    values (1, '2026-01-07 02:00:00+00', '~ phase P1: until 24:00');
