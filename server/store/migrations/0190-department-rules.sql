-- Why: how much may wait in a department, what becomes of the rest, to whom its conversations are handed, and where what
-- was handed over stands in the queue.
-- Beside the old version: yes; it knows no limit and serves what was handed over like all else.

alter table department add column rules jsonb not null default '{}';  -- as in the contract; what is absent: the default

-- 1 to 30, 1 first; null: like what has 15. Only while it waits for somebody.
alter table conversation add column handed_priority smallint check (handed_priority between 1 and 30);
