-- Why: a house names presences of its own, each of which counts as one of the five, and a presence may follow what
-- somebody has in hand.
-- Beside the old version: yes. Whoever it lets choose is seen as what they chose, since a name that does not count as
-- that is not shown; it moves nobody's presence by itself.

create table custom_presence (
  id uuid primary key,
  name text not null,
  base text not null check (base in ('available', 'busy', 'do-not-disturb', 'away', 'offline')),
  position integer not null,
  is_active boolean not null default true,     -- can be chosen
  created_at timestamptz not null
);
create unique index custom_presence_name on custom_presence (pagedesk_fold(name));

alter table desk_user
  add column custom_presence_id uuid references custom_presence on delete set null,
  add column automatic_presence boolean,                    -- null: as is set for everybody
  add column follows_load boolean not null default false;   -- their presence does, until they choose one
create index desk_user_following on desk_user (id) where follows_load;

alter table presence_span
  add column custom_presence_id uuid references custom_presence on delete set null,
  add column is_automatic boolean not null default false;
