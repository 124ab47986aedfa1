-- An initiative on its way through the line, which both indexes follow.
update initiative set status = 'in_review' where id = 1000001 and status = 'received';
