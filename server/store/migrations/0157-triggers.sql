-- Why: when something happens to a conversation, and what is asked of it is so, acts are carried out by themselves.
-- Beside the old version: yes; it follows no triggers.

create table trigger_rule (
  id uuid primary key,
  name text not null,
  position integer not null,
  is_on boolean not null,
  on_since timestamptz,                  -- what happened before is not its; null while it is off
  event text not null,
  minutes integer,                       -- of events of the clock
  content jsonb not null,                -- {conditions, acts, stopsHere, oncePerConversation} as in the contract
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid references desk_user (id)
);
create unique index trigger_rule_name on trigger_rule (pagedesk_fold(name));

-- Events that were gone through, so that one that is told twice is gone through once.
create table trigger_event (
  id uuid primary key,
  at timestamptz not null
);
create index trigger_event_at on trigger_event (at);

-- The log: what a trigger did.
create table trigger_run (
  id uuid primary key,
  trigger_id uuid not null references trigger_rule (id) on delete cascade,
  conversation_id uuid not null references conversation (id) on delete cascade,
  event text not null,
  root_id uuid not null,                 -- the event that all of it began with
  depth integer not null,                -- 0: nobody's trigger brought it about
  at timestamptz not null,
  is_held_back boolean not null default false,
  outcomes jsonb not null                -- of its acts, in their order
);
create unique index trigger_run_once on trigger_run (trigger_id, root_id);
create index trigger_run_log on trigger_run (trigger_id, at desc, id desc);
create index trigger_run_conversation on trigger_run (conversation_id, trigger_id);

-- Lines of timelines that a trigger wrote; they outlive it.
create table trigger_line (
  message_id uuid primary key references message (id) on delete cascade,
  run_id uuid not null,
  trigger_id uuid not null,
  trigger_name text not null,
  sender text not null                   -- as the installation called its bot then
);

-- Since when what a trigger of the clock was told for has lasted: once per stretch.
create table trigger_stretch (
  trigger_id uuid not null references trigger_rule (id) on delete cascade,
  conversation_id uuid not null references conversation (id) on delete cascade,
  since timestamptz not null,
  primary key (trigger_id, conversation_id)
);
create index trigger_stretch_conversation on trigger_stretch (conversation_id);
