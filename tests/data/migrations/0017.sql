insert into unit (code, name, kind, parent_id, path)
    select 'TLD-17', 'Công đoàn cơ sở Số 17', 'grassroots', id, path || currval('unit_id_seq') + 1 from unit where code = 'TLD';
