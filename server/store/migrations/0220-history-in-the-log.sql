-- Why: what a page said before it was connected is shown as it is read, and is no event for other programs and triggers.
-- Beside the old version: yes; it tells other programs of what it reads itself, as before.

alter table live_event add column is_history boolean;    -- a line read afterwards that asks nothing of anybody; null: no
