-- A saga that is under way has a due_at, unless it is paused; so these and saga_due_at are all the
-- open ones, which are counted without looking at the others.
create index saga_paused on saga (order_id) where paused;
