insert into file_content (hash, media_type, size, touched_at, stored_at)
    values ('\x01', 'image/jpeg', 120000, '2026-01-05 02:00:00+00', '2026-01-05 02:00:01+00');
insert into file (account_id, unique_id, person_id, conversation_id, source, kind, name, position,
                  state, why, content, asked_at, due_at, attempts, looked_at)
    values (1, 'AQADBAAT', 1, 2, 'AgACAgUAAx', 'photo', null, 1, 'stored', null, '\x01',
            '2026-01-05 02:00:00+00', '2026-01-05 02:10:00+00', 1, '2026-01-05 02:00:00+00'),
           (1, 'AQADBAAU', 1, 2, 'BQACAgUAAx', 'document', 'bang luong.zip', 2, 'refused', 'wrong_type',
            null, '2026-01-05 02:00:00+00', '2026-01-05 02:10:00+00', 1, '2026-01-05 02:00:00+00'),
           (1, 'AQADBAAV', 2, 1, 'AwACAgUAAx', 'voice', null, 1, 'waiting', null, null,
            '2026-01-05 02:00:00+00', '2026-01-05 02:00:15+00', 0, '2026-01-05 02:00:00+00');
insert into file_link (token_hash, file_id, expires_at) values ('\x02', 1, '2026-01-06 02:00:00+00');
