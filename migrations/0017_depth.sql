-- The units from the top of the tree down, so that a page of the officers of a part of it, those
-- at the top first, is read from its beginning however many there are.
create index unit_depth on unit (cardinality(path), id);
