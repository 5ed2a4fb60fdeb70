-- Why: what administrators set for one page, by section; only what somebody set is kept, the rest follows the defaults.
-- Beside the old version: yes; it leaves the new columns at their defaults.

alter table page
  add column settings jsonb not null default '{}',
  add column settings_version integer not null default 1;  -- grows with every change of settings
