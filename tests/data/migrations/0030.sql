update outbox set attempts = 1, put_off_at = '2026-01-07 02:00:00+00' where failed_at is null;
