-- Why: supervisors may be set for some departments, and see, lead and measure nothing else.
-- Beside the old version: adds tables only. A supervisor without a unit leads everything, as before.

create table unit (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null
);
create unique index unit_name on unit (pagedesk_fold(name));

create table unit_department (
  unit_id uuid not null references unit (id) on delete cascade,
  department_id uuid not null references department (id) on delete cascade,
  primary key (unit_id, department_id)
);
create index unit_department_department on unit_department (department_id);

create table unit_supervisor (
  unit_id uuid not null references unit (id) on delete cascade,
  user_id uuid not null references desk_user (id) on delete cascade,
  primary key (unit_id, user_id)
);
create index unit_supervisor_user on unit_supervisor (user_id);
