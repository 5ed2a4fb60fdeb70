-- Why: rules say to which department a conversation goes when it begins.
-- Beside the old version: yes; it knows no rules, so that what it opens stays in its page's department.

create table routing_rule_set (
  work_stream_id uuid primary key references work_stream (id) on delete cascade,
  version integer not null,                                -- grows with every change
  fallback_department_id uuid references department (id),  -- for what no rule matches; null: the page's own
  changed_at timestamptz not null,
  changed_by uuid references desk_user (id) on delete set null
);
create index routing_rule_set_fallback on routing_rule_set (fallback_department_id);

create table routing_rule (
  id uuid primary key,
  work_stream_id uuid not null references routing_rule_set (work_stream_id) on delete cascade,
  position smallint not null,           -- the first one that matches decides
  name text not null,
  description text not null,
  is_on boolean not null,
  conditions jsonb not null,            -- as in the contract
  department_id uuid not null references department (id),
  if_unavailable text not null check (if_unavailable in ('next-rule', 'stay')),
  skill_ids uuid[] not null default '{}',
  priority smallint check (priority between 1 and 5),
  unique (work_stream_id, position) deferrable initially deferred
);
create index routing_rule_department on routing_rule (department_id);

-- Its rules wait for the person's profile, at most until then; meanwhile it is offered to nobody.
alter table conversation add column routes_until timestamptz;
create index conversation_routing on conversation (contact_id) where routes_until is not null;

-- The newest of a stream, to try rules on.
create index conversation_stream_opened on conversation (work_stream_id, opened_at desc);
