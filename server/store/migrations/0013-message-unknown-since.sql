-- Why: a send that timed out after a minute and a half must not be taken for surely lost at once. What is not
-- known is looked for from the moment it became unknown, not from the start of the send.
-- Beside the old version: yes; it leaves the column empty.

alter table message add column unknown_since timestamptz;  -- while the status is 'unknown'; null before and kept after
