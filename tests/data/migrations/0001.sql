insert into account (channel, name, poll_offset) values ('telegram', '7000000001', 42);
insert into conversation (account_id, chat, session, created_at)
    values (1, '5001', '', '2026-01-05 02:00:00+00'),
           (1, '5002', '{"question":3}', '2026-01-05 02:00:00+00');
insert into received (account_id, external_id, received_at) values (1, '41', '2026-01-05 02:00:00+00');
insert into inbox (account_id, conversation_id, external_id, payload, source, sent_at, received_at)
    values (1, 2, '41', '{"update_id":41}', 'platform', '2026-01-05 01:59:59+00', '2026-01-05 02:00:00+00'),
           (1, 1, 'draft_first', 'draft_first', 'alarm', '2026-01-05 02:00:00+00', '2026-01-05 02:00:00+00');
insert into outbox (account_id, conversation_id, chat, lane, body, created_at, due_at, failed_at, failed_why)
    values (1, 2, '5002', 0, '{"text":"Chào bạn"}', '2026-01-05 02:00:00+00', '2026-01-05 02:00:00+00', null, null),
           (1, 1, '5001', 1, '{"text":"Tin mới"}', '2026-01-05 02:00:00+00', '2026-01-05 02:00:00+00',
            '2026-01-05 02:01:00+00', 'blocked');
insert into alarm (conversation_id, kind, due_at) values (2, 'draft_first', '2026-01-06 02:00:00+00');
