-- Why: work that is not an event, and the log that browsers follow.
-- Beside the old version: adds tables only.

create table job (
  id bigint generated always as identity primary key,
  kind text not null,
  key text,                              -- jobs of one kind and key run one after another, in order of id
  unique_key text,                       -- at most one unfinished job of this name
  payload jsonb not null default '{}',
  run_at timestamptz not null,
  lease_until timestamptz,               -- held by a worker; past: the worker died
  attempts integer not null default 0,   -- counted when claimed, so that a job that kills the process stops too
  max_attempts integer not null default 10,
  last_error text,
  failed_at timestamptz,                 -- given up; kept for a look, pruned later
  created_at timestamptz not null
);
create index job_due on job (run_at, id) where lease_until is null and failed_at is null;
create index job_leased on job (lease_until) where lease_until is not null;
create index job_order on job (kind, key, id) where key is not null and failed_at is null;
create unique index job_unique on job (unique_key) where unique_key is not null and failed_at is null;
alter table job set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

-- Appended in the transaction of the change. Ids become visible out of order, so readers go by snapshots:
-- what an earlier one did not see is news, by xid (`store/live-log.ts`). Nothing can appear behind the cursor.
create table live_event (
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  kind text not null,
  subject_id uuid not null,              -- conversation, user, page or department, by kind
  message_id uuid,
  departments uuid[],                    -- who may hear it: members of these; null: everybody
  primary key (xid, id)
);
alter table live_event set (autovacuum_vacuum_scale_factor = 0.05);
