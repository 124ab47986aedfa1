-- Whoever typed their workplace, because no unit of the tree was theirs, may be named in the texts
-- of those who work there as well.
alter table mention alter column unit_id drop not null;
alter table mention add column unit_typed text;
comment on column mention.unit_typed is
    'personal: their workplace as they typed it | to know which texts to look through | nobody: the program alone';
