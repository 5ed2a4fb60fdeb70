-- Why: who works on the desk, in which departments, and how they prove who they are.
-- Beside the old version: first migration, nothing runs beside it.

create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- Case and accents aside, for every search. Immutable so that indexes may use it: the dictionary is named,
-- so the answer does not depend on the search path.
create function pagedesk_fold(value text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, value));

create table department (
  id uuid primary key,
  name text not null,
  color smallint not null default 1 check (color between 1 and 6),
  is_default boolean not null default false,
  created_at timestamptz not null
);
create unique index department_name on department (pagedesk_fold(name));
create unique index department_one_default on department (is_default) where is_default;

-- What no page is set for goes here; everybody is a member. It may be renamed and cannot be deleted.
insert into department (id, name, color, is_default, created_at)
  values (gen_random_uuid(), 'General', 6, true, now());

create table desk_user (
  id uuid primary key,
  email text not null,
  name text not null,
  password_hash text not null,
  role text not null check (role in ('administrator', 'supervisor', 'agent')),
  presence_choice text not null default 'available'
    check (presence_choice in ('available', 'busy', 'away', 'offline')),
  disabled_at timestamptz,
  created_at timestamptz not null
);
create unique index desk_user_email on desk_user (lower(email));

create table department_member (
  department_id uuid not null references department (id) on delete cascade,
  user_id uuid not null references desk_user (id) on delete cascade,
  primary key (department_id, user_id)
);
create index department_member_user on department_member (user_id);

-- The token itself lives in the browser only; here is its SHA-256.
create table session (
  token_hash bytea primary key,
  user_id uuid not null references desk_user (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_by_user on session (user_id);

create table api_token (
  id uuid primary key,
  token_hash bytea not null unique,
  user_id uuid not null references desk_user (id) on delete cascade,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);

-- Failed sign-ins by address and by account name, in the database so that all processes count together.
create table sign_in_throttle (
  key text primary key,
  failures integer not null,
  blocked_until timestamptz not null,
  updated_at timestamptz not null
);

-- Small facts of the installation: the hash of the first-run link, the live log's epoch.
create table installation (
  name text primary key,
  value jsonb not null
);

-- One row per running server process; a row not refreshed for 30 s belongs to a dead one.
create table process (
  id uuid primary key,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  runs_worker boolean not null
);

-- One row per open desk (browser tab). Presence is the user's choice while a row of a live process exists.
create table desk_socket (
  id uuid primary key,
  process_id uuid not null references process (id) on delete cascade,
  user_id uuid not null references desk_user (id) on delete cascade,
  viewing uuid,
  opened_at timestamptz not null
);
create index desk_socket_user on desk_socket (user_id);
create index desk_socket_viewing on desk_socket (viewing) where viewing is not null;

create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id uuid,
  action text not null,
  subject_id uuid,
  detail jsonb not null default '{}'
);
