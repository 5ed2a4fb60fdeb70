-- Why: somebody can come into a conversation that another one has, or be asked into it, and sees it while they take part.
-- Beside the old version: adds a table only.

create table participant (
  id uuid primary key,
  conversation_id uuid not null references conversation (id) on delete cascade,
  user_id uuid not null references desk_user (id) on delete cascade,
  kind text not null check (kind in ('joined', 'consulted', 'mentioned')),
  mode text not null check (mode in ('internal', 'public')),
  state text not null check (state in ('asked', 'here', 'left', 'declined', 'missed', 'withdrawn')),
  asked_by uuid references desk_user (id) on delete set null,       -- null: they came by themselves
  department_id uuid references department (id) on delete set null, -- as whose member they were asked
  asked_at timestamptz not null,
  expires_at timestamptz,                                           -- of what is asked: until when
  came_at timestamptz,
  ended_at timestamptz
);
-- Who takes part now, or is asked: sight goes by it.
create unique index participant_live on participant (user_id, conversation_id, kind) where state in ('asked', 'here');
create index participant_of_conversation on participant (conversation_id) where state in ('asked', 'here');
create index participant_came on participant (came_at) where came_at is not null;
