-- Why: how much agents may have in hand is told in units, or by profiles of so many conversations each; and so many
-- conversations at once, whatever they are.
-- Beside the old version: yes. It knows units alone, and gives more than the rest allows.

create table capacity_profile (
  id uuid primary key,
  name text not null,
  item_limit integer not null,
  resets text not null check (resets in ('at-once', 'end-of-day')),
  blocks boolean not null,          -- who is at its limit gets nothing else either
  created_at timestamptz not null
);
create unique index capacity_profile_name on capacity_profile (pagedesk_fold(name));

-- In place of the profile's.
create table user_capacity (
  user_id uuid not null references desk_user on delete cascade,
  profile_id uuid not null references capacity_profile on delete cascade,
  item_limit integer not null,
  primary key (user_id, profile_id)
);
create index user_capacity_profile on user_capacity (profile_id);

alter table desk_user add column most_conversations integer;   -- null: as the department, then the house says
