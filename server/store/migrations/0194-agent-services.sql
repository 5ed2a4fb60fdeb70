-- Why: a program outside of the desk may say who gets the conversations of a work stream.
-- Beside the old version: yes; it takes the choice of such a stream for one that it does not know, and follows the defaults.

create table agent_service (
  work_stream_id uuid primary key references work_stream (id) on delete cascade,
  url text not null,
  secret_sealed text not null,  -- under the stream's id
  changed_at timestamptz not null
);

-- What the service says, or said, of a conversation that waits.
create table agent_service_answer (
  conversation_id uuid primary key references conversation (id) on delete cascade,
  department_id uuid not null references department (id) on delete cascade,  -- in which it was asked
  asked_at timestamptz not null,
  tries smallint not null default 0,
  state text not null check (state in ('asking', 'named', 'failed')),
  user_id uuid references desk_user (id) on delete set null,                  -- whom it named
  reason text                                                                 -- why nobody
);
create index agent_service_answer_user on agent_service_answer (user_id) where user_id is not null;
create index agent_service_answer_department on agent_service_answer (department_id);
