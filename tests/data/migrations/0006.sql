-- A Zalo bot has sent all it may, and news waits for a worker's next word.
insert into account (channel, name, quota_out_since)
values ('zalo_bot', '1400000000000000001', '2026-01-05 08:00:00+00');

insert into conversation (account_id, chat, person_id, created_at, last_heard_at, closed_at, awaited)
select max(id), 'aaaaaaaaaaaaaaaaaaaa', 1, '2026-01-05 01:00:00+00', '2026-01-05 01:00:00+00',
       '2026-01-12 02:00:00+00', true
from account;

insert into outbox (account_id, conversation_id, chat, lane, body, created_at, due_at, waits_for)
select account_id, id, chat, 1, '{"text":"Tin mới."}', '2026-01-12 02:00:00+00', 'infinity', 1
from conversation where closed_at is not null;
