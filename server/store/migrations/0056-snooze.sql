-- Why: a conversation can be put aside until a time, when it comes back to its agent by itself.
-- Beside the old version: no; it would close at that time what has to come back.

alter table conversation add column wakes_at timestamptz;  -- parked until then; null: until the customer writes
