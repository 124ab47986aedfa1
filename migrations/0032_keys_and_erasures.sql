-- The keys that a process has, the newest first, so that none is changed while somebody lacks it.
-- Empty: an older version, which does not say.
alter table process add column keys bytea[] not null default '{}';
comment on column process.keys is 'not personal';

-- Who was erased and is not noted beside the files yet. There it outlives the database: whoever
-- restores one of an earlier day erases them again.
create table erased (
    person_id bigint primary key,
    at        timestamptz not null
);
comment on column erased.person_id is
    'personal: the number of somebody who was erased | to erase them again if an older database is restored | nobody: the program alone';
comment on column erased.at is
    'personal: when they were erased | to erase them again if an older database is restored | nobody: the program alone';
