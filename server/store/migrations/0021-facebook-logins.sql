-- Why: a login with Facebook leads through the browser of an administrator; what it brought waits here, sealed,
-- until pages are chosen.
-- Beside the old version: adds a table only.

create table facebook_login (
  id uuid primary key,
  state_hash bytea not null unique,      -- SHA-256 of the one-time word that comes back with the answer
  credential text not null,              -- hash of the session it was begun in: the answer must come by the same
  user_id uuid not null references desk_user (id) on delete cascade,
  meta_app_id uuid not null references meta_app (id) on delete cascade,
  page_id uuid references page (id) on delete cascade,  -- to be connected again; null: to connect others
  status text not null check (status in ('begun', 'exchanging', 'granted', 'denied', 'failed')),
  code_hash bytea,                       -- of the code that was exchanged: the same one again is no second login
  problem text,                          -- a sentence for people
  facebook_user_id text,
  facebook_user_name text,
  scopes text[] not null default '{}',
  found jsonb not null default '[]',     -- the pages, without their tokens
  tokens_sealed text,                    -- their tokens by Facebook's page id, sealed with the row's id
  begun_at timestamptz not null,
  expires_at timestamptz not null
);
create index facebook_login_user on facebook_login (user_id, expires_at);
