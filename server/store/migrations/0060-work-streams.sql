-- Why: how the conversations of some pages come to agents: how much of an agent each of them takes, whether they are
-- offered or picked, who was offered what, and why somebody got what they got.
-- Beside the old version: yes; what it writes has no work stream of its own and follows the default one.

create table work_stream (
  id uuid primary key,
  name text not null,
  channel text not null check (channel in ('facebook')),
  is_default boolean not null default false,
  settings jsonb not null default '{}',  -- as in the contract; only what somebody set
  version integer not null default 1,    -- grows with every change
  created_at timestamptz not null
);
create unique index work_stream_name on work_stream (pagedesk_fold(name));
create unique index work_stream_one_default on work_stream (channel) where is_default;

-- What no page is set for. Agents pick, as they did before there were work streams.
insert into work_stream (id, name, channel, is_default, settings, created_at)
  values (gen_random_uuid(), 'All pages', 'facebook', true, '{"mode": "pick", "selfAssign": "always"}', now());

-- Null: the default one.
alter table page add column work_stream_id uuid references work_stream (id);
create index page_work_stream on page (work_stream_id) where work_stream_id is not null;

create table skill (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null
);
create unique index skill_name on skill (pagedesk_fold(name));
create table user_skill (
  user_id uuid not null references desk_user (id) on delete cascade,
  skill_id uuid not null references skill (id) on delete cascade,
  primary key (user_id, skill_id)
);
create index user_skill_skill on user_skill (skill_id);

alter table desk_user drop constraint desk_user_presence_choice_check;
alter table desk_user
  add constraint desk_user_presence_choice_check
    check (presence_choice in ('available', 'busy', 'do-not-disturb', 'away', 'offline')),
  add column capacity_units integer default 100 check (capacity_units >= 0),  -- null: as much as comes
  add column inactive_since timestamptz,   -- let a request go by, and gets no other until this is taken back
  add column left_at timestamptz,          -- when their last desk closed; null while one is open, or never
  add column last_given_at timestamptz;    -- when they last got a conversation by distribution

-- Of two departments whose conversations wait, the one with the lower number is served first.
alter table department add column priority smallint not null default 100 check (priority between 1 and 1000);
-- Of the default department everybody is a member without a row; one is written there for these figures alone.
create table department_turn (
  department_id uuid not null references department (id) on delete cascade,
  user_id uuid not null references desk_user (id) on delete cascade,
  given_count bigint not null default 0,   -- how many conversations they were ever given here
  last_given_at timestamptz,
  primary key (department_id, user_id)
);

alter table conversation
  add column work_stream_id uuid references work_stream (id),  -- of its page when it began; null: the default one
  add column units smallint not null default 20,               -- how much of an agent it takes while they have it
  add column priority smallint not null default 3 check (priority between 1 and 5),  -- 1 first
  add column required_skill_ids uuid[] not null default '{}',   -- asked for by a routing rule, beside its stream's
  add column last_assignee_id uuid references desk_user (id) on delete set null;  -- whose it was before it came back
create index conversation_work_stream on conversation (work_stream_id) where work_stream_id is not null;
-- What waits for somebody, by stream and department.
create index conversation_in_queue on conversation (department_id, work_stream_id, priority) where status = 'open';
-- What an agent has in hand.
create index conversation_in_hand on conversation (assignee_id) where status in ('active', 'wrapup');

-- A conversation that is offered to somebody, for a time.
create table offer (
  id uuid primary key,
  conversation_id uuid not null references conversation (id) on delete cascade,
  user_id uuid not null references desk_user (id) on delete cascade,
  units smallint not null,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('offered', 'accepted', 'rejected', 'missed', 'withdrawn')),
  ended_at timestamptz,
  check ((state = 'offered') = (ended_at is null))
);
create unique index offer_live on offer (conversation_id, user_id) where state = 'offered';
create index offer_of_user on offer (user_id) where state = 'offered';
create index offer_expiry on offer (expires_at) where state = 'offered';
create index offer_conversation on offer (conversation_id, offered_at desc);

-- Why a conversation went where it went: by a routing rule, or by distribution. Told in words on the conversation.
create table assignment_decision (
  id uuid primary key,
  conversation_id uuid not null references conversation (id) on delete cascade,
  kind text not null check (kind in ('routing', 'distribution')),
  at timestamptz not null,
  detail jsonb not null
);
create index assignment_decision_conversation on assignment_decision (conversation_id, at desc);
create index assignment_decision_at on assignment_decision (at);
