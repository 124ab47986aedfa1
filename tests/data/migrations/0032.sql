update process set keys = array['\x01020304', '\x05060708']::bytea[];
insert into erased (person_id, at) values (1, '2026-01-07 02:00:00+00');
