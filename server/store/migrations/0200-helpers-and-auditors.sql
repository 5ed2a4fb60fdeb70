-- Why: helpers write notes in the conversations to which they are invited; auditors read reports and the audit log; who
-- handed a conversation on to another department may look at it for a while.
-- Beside the old version: adds a table and allows more. It takes the new roles for ones that lead: give nobody such a
-- role before every process runs the new version.

alter table desk_user drop constraint desk_user_role_check;
alter table desk_user add constraint desk_user_role_check
  check (role in ('administrator', 'supervisor', 'agent', 'helper', 'auditor'));

alter table participant drop constraint participant_kind_check;
alter table participant add constraint participant_kind_check
  check (kind in ('joined', 'consulted', 'mentioned', 'invited'));

-- How long it counts is set for the desk; what is older is cleared away.
create table handed_over (
  user_id uuid not null references desk_user (id) on delete cascade,
  conversation_id uuid not null references conversation (id) on delete cascade,
  at timestamptz not null,
  primary key (user_id, conversation_id)
);
create index handed_over_conversation on handed_over (conversation_id);
create index handed_over_at on handed_over (at);
