-- Why: pages and departments are open by records of operating hours, with a time zone, a week and holidays.
-- Beside the old version: yes; it goes by no hours, as if everything were always open.

create table operating_hours (
  id uuid primary key,
  name text not null,
  time_zone text not null,               -- IANA name
  weekly jsonb not null,                 -- [{day: 1..7, from: '09:00', to: '17:00'}], as in the contract
  holidays jsonb not null default '[]',  -- [{name, from: '2026-12-24', to: '2026-12-26', hours: [{from, to}]}]
  created_at timestamptz not null
);
create unique index operating_hours_name on operating_hours (pagedesk_fold(name));

-- Null: always open.
alter table page add column operating_hours_id uuid references operating_hours (id);
alter table department add column operating_hours_id uuid references operating_hours (id);
create index page_operating_hours on page (operating_hours_id) where operating_hours_id is not null;
create index department_operating_hours on department (operating_hours_id) where operating_hours_id is not null;
