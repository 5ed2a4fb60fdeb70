-- Why: since when somebody is there, how long they were, and what a supervisor looks at first.
-- Beside the old version: yes; it notes no presence, and the next change of it does.

-- How somebody stood to be seen, from when until when. Null: still.
create table presence_span (
  id bigint generated always as identity primary key,
  user_id uuid not null references desk_user (id) on delete cascade,
  presence text not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  check (ended_at >= began_at)
);
create unique index presence_span_open on presence_span (user_id) where ended_at is null;
create index presence_span_ended on presence_span (ended_at);

alter table desk_user add column floor_filter jsonb;  -- as in the contract; null: none was saved
