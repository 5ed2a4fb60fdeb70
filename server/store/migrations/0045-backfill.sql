-- Why: what was written while we could not hear is read from Facebook afterwards, and a page's history when it is
-- connected; where that stands has to outlive the process that does it.
-- Beside the old version: adds a table that it does not know.

create table backfill (
  id uuid primary key,
  page_id uuid not null references page (id),
  reason text not null check (reason in ('first-connection', 'reconnected', 'subscription', 'outage', 'asked')),
  since timestamptz not null,            -- Meta's time: nothing older is looked for
  state text not null check (state in ('running', 'paused', 'done', 'cancelled', 'failed')),
  trouble text,                          -- a sentence: why it waits, or why it failed
  cursor text,                           -- Meta's place in the list of conversations; null: at its start
  round smallint not null default 1,     -- 2: looks once more at what moved while the list was read
  reached_at timestamptz,                -- how far back in Meta's time the list has been read
  widened smallint not null default 0,   -- how often more was asked of it while it ran
  faults smallint not null default 0,    -- failures in a row
  conversations_read integer not null default 0,
  messages_added integer not null default 0,
  asked_by uuid references desk_user (id),
  started_at timestamptz not null,
  ended_at timestamptz,
  check ((state in ('done', 'cancelled', 'failed')) = (ended_at is not null))
);
create index backfill_page on backfill (page_id, started_at desc);
-- One at a time for a page: what comes meanwhile widens the one that runs.
create unique index backfill_one_running on backfill (page_id) where state = 'running';
