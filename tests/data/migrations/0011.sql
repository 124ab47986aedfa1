insert into tally_delta values (1, '', 2, 'worker', 'technical', '2026-01-05', 1, 0, 0, 0, 0, 1, 120000000, 0);
insert into tally_fold values (1, 1, '', 2, 'worker', 'technical', '2026-01-05', 1, 0, 0, 0, 0, 1, 120000000, 0);
update tally_state set generation = 1;
insert into tally_unit_day values (1, 2, '', '2026-01-05', 1, 0, 0, 0, 0, 1, 120000000, 0);
insert into tally_group_kind values (1, '', 'worker', 'technical', 1, 0, 0, 0, 0, 1, 120000000, 0);
insert into participant values (1, 1, 1000000);
insert into arrival values (1000001);
insert into ordinal values (1, 1, 1000000);
