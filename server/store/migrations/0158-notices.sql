-- Why: what somebody should look at is told to them in the app, and stays until they have read it.
-- Beside the old version: yes; it tells nobody.

create table notice (
  id uuid primary key,
  user_id uuid not null references desk_user (id) on delete cascade,
  kind text not null,
  cause text not null,                   -- exactly what it is about: nobody is told of it twice
  department_id uuid references department (id) on delete cascade,
  conversation_id uuid references conversation (id) on delete cascade,
  detail jsonb not null default '{}',    -- by kind, as in the contract; nobody's name and nobody's words
  at timestamptz not null,
  read_at timestamptz                    -- null: not yet
);
create unique index notice_cause on notice (user_id, cause);
create index notice_of_user on notice (user_id, at desc, id desc);
create index notice_unread on notice (user_id) where read_at is null;
create index notice_at on notice (at);
create index notice_conversation on notice (conversation_id) where conversation_id is not null;
create index notice_department on notice (department_id) where department_id is not null;
