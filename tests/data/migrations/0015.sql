insert into process (id, accounts, until)
    values ('0198c0de-0000-7000-8000-000000000001', '{1}', '2026-01-06 02:00:10+00');
