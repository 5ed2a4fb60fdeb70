-- Why: those who lead are told when customers wait, within the hours, in a department where nobody is.
-- Beside the old version: yes; it tells nobody.

-- One row for each department where that is so now.
create table department_alert (
  department_id uuid primary key references department (id) on delete cascade,
  began_at timestamptz not null,         -- when it was first seen
  told_at timestamptz not null,          -- when people were last told
  times integer not null default 1       -- how often they were
);
