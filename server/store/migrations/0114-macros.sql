-- Why: what agents do again and again is done by one click.
-- Beside the old version: adds a table only.

create table macro (
  id uuid primary key,
  name text not null,
  acts jsonb not null,        -- {takes, tagIds, note, finally} as in the contract
  created_at timestamptz not null
);
create unique index macro_name on macro (pagedesk_fold(name));
