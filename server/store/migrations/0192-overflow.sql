-- Why: what is too much for a department, or waits there for too long, is sent on, told, or ended, once for each wait.
-- Beside the old version: yes; it does nothing of it.

alter table conversation add column overflowed_at timestamptz;  -- when its department's overflow was last done to it
