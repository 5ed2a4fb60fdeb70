-- Why: texts that a rule sends in the page's name are sent once for each cause, whatever comes twice; and "nobody is
-- there" is told once for each time that nobody was.
-- Beside the old version: yes; it leaves the new columns empty and writes no absences.

alter table message
  add column automation text,            -- which text of the page's: 'welcome', 'offline', 'finished', 'file-refused', …
  add column automation_key text;        -- the cause; once per conversation
create unique index message_automation on message (conversation_id, automation_key) where automation_key is not null;

-- A time in which nobody of a department was there, as far as a customer met it.
create table department_absence (
  id uuid primary key,
  department_id uuid not null references department (id) on delete cascade,
  began_at timestamptz not null,
  ended_at timestamptz
);
create unique index department_absence_now on department_absence (department_id) where ended_at is null;
