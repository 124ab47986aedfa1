update campaign set applied_from = '2025-09-01', applied_to = '2027-09-01' where active;
insert into phase select id, 'P1', 'Giai đoạn 1', 'Phase 1', 1, '2026-01-07 17:00:00+00', '2026-05-31 17:00:00+00', 10 from campaign where active;
insert into cluster select id, 'cum-1', 'Cụm thi đua số 1', 'Cluster 1', 1 from campaign where active;
insert into cluster_member select id, 1, 'cum-1' from campaign where active;
insert into target (campaign_id, unit_id, phase_code, assigned) select id, 1, 'P1', 300000 from campaign where active;
insert into target (campaign_id, unit_id, assigned, own) select id, 1, 1000000, 1200000 from campaign where active;
insert into campaign_kind select id, 'technical', 1 from campaign where active;
update initiative set phase_code = 'P1' where id = 1000000;
