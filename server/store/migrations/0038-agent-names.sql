-- Why: customers may see who writes to them, by the name that the page shows: Facebook keeps such a name as a persona,
-- which is made once for each agent and page.
-- Beside the old version: yes; it leaves the new columns empty and makes no personas.

alter table desk_user
  add column nickname text,
  add column user_name text;

create table persona (
  page_id uuid not null references page (id) on delete cascade,
  user_id uuid not null references desk_user (id) on delete cascade,
  name text not null,                    -- as it was given to Facebook; another name is another persona
  facebook_id text,                      -- null: Facebook refused it
  made_at timestamptz not null,          -- or refused
  primary key (page_id, user_id, name)
);
