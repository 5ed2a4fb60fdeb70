-- Why: the organisation's own Meta apps, and the pages connected through them.
-- Beside the old version: adds tables only.

create table meta_app (
  id uuid primary key,
  app_key text not null unique,          -- random and stable, part of the callback address
  name text not null,
  app_id text not null unique,           -- Meta's id, digits
  app_secret_sealed text not null,       -- sealed with the row's id as associated data
  verify_token text not null,
  allow_sha1 boolean not null default false,
  created_at timestamptz not null
);

create table page (
  id uuid primary key,
  meta_app_id uuid not null references meta_app (id),
  facebook_id text not null unique,
  name text not null,
  department_id uuid not null references department (id),
  token_sealed text,
  state text not null check (state in ('connected', 'expiring', 'expired', 'permission-missing',
    'subscription-lost', 'in-development', 'restricted', 'unsubscribed', 'silent')),
  state_reason text,                     -- a sentence for people; null while connected
  state_since timestamptz not null,
  human_agent_allowed boolean not null default false,
  reopen_within_hours integer not null default 72 check (reopen_within_hours >= 0),
  last_webhook_at timestamptz,
  send_paused_until timestamptz,         -- Meta asked for patience; shared by all processes
  created_at timestamptz not null
);
create index page_department on page (department_id);
