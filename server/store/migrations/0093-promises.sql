-- Why: how soon customers are answered is promised, watched and told; so is a department that nobody is there for.
-- Beside the old version: yes; it keeps no promise, and the watch of the new one catches up.

create table promise (
  id uuid primary key,
  name text not null,
  respond_minutes integer check (respond_minutes > 0),  -- until a person's first answer; null: not promised
  resolve_minutes integer check (resolve_minutes > 0),  -- until it is ended
  -- Whose hours count; null: each department's own, and around the clock where it has none.
  operating_hours_id uuid references operating_hours (id) on delete set null,
  created_at timestamptz not null,
  check (respond_minutes is not null or resolve_minutes is not null)
);
create unique index promise_name on promise (pagedesk_fold(name));

alter table department add column promise_id uuid references promise (id) on delete set null;
alter table work_stream add column promise_id uuid references promise (id) on delete set null;  -- before the department's

alter table conversation
  add column promise_stamp text,         -- by which promise its due times were reckoned, and for what of it
  add column due_told_at timestamptz;    -- the due time that was told as missed

-- What those who lead were told of.
create table alert (
  id uuid primary key,
  kind text not null check (kind in ('promise-broken', 'nobody-there')),
  subject_id uuid not null,              -- conversation, or department
  department_id uuid not null,
  promise text check (promise in ('respond', 'resolve')),
  at timestamptz not null,
  ended_at timestamptz                   -- somebody is there again
);
create unique index alert_open on alert (subject_id) where kind = 'nobody-there' and ended_at is null;
create index alert_at on alert (at);
