-- The line of what waits for an officer, in order, so that a page of it is read from its
-- beginning however much waits behind it. The status comes first in both: a line that is
-- narrowed to one status is read like the whole.

drop index initiative_queue;

-- Of everything, for whoever holds the top of the tree.
create index initiative_waiting on initiative (status, submitted_at, id)
    where status in ('received', 'in_review', 'supplemented');

-- Of each unit, for everybody else.
create index initiative_waiting_in on initiative (unit_id, status, submitted_at, id)
    where status in ('received', 'in_review', 'supplemented');
