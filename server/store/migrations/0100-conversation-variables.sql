-- Why: what is known of one conversation beside its messages (answers to a page's first questions) is read by rules,
-- records and the details panel, by name.
-- Beside the old version: adds a table that it leaves empty.

create table conversation_variable (
  conversation_id uuid not null references conversation (id) on delete cascade,
  name text not null,                    -- `order_number`
  text text,
  number double precision,
  source text not null,                  -- who told it: 'pre-chat'
  at timestamptz not null,
  primary key (conversation_id, name),
  check (num_nonnulls(text, number) = 1)
);
