-- When a message was put off until `due_at`; none while it never was. Where the clock is set back
-- after that, the message waits no longer than it was to.
alter table outbox add column put_off_at timestamptz;
comment on column outbox.put_off_at is 'not personal';
