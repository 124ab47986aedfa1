insert into account (channel, name) values ('zalo_oa', '2000000000000000001');
insert into oa_token (account_id, access_token, refresh_token, generation, obtained_at, expires_at,
                      failed_at, failed_why)
select id, '\x01', '\x02', 3, '2026-03-01T01:00:00Z', '2026-03-02T02:00:00Z',
       '2026-03-01T21:00:00Z', '-14020 used up'
from account where channel = 'zalo_oa';
