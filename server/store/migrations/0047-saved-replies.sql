-- Why: answers that are written once and sent often, and messages with buttons, cards or a picture with buttons.
-- Beside the old version: adds tables, and a column that it leaves empty.

create table saved_reply (
  id uuid primary key,
  version integer not null default 1,
  title text not null,
  shortcut text,                         -- what is typed behind a slash; null: found by its title alone
  scope text not null check (scope in ('everyone', 'department', 'private')),
  department_id uuid references department (id) on delete cascade,
  owner_id uuid references desk_user (id) on delete cascade,
  variants jsonb not null,               -- [{language, text, quickReplies, template}], as in the contract; the first one
                                         -- is for whoever speaks none of the others
  updated_by uuid references desk_user (id) on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((scope = 'department') = (department_id is not null)),
  check ((scope = 'private') = (owner_id is not null))
);
create index saved_reply_title on saved_reply (pagedesk_fold(title), id);
-- One shortcut means one thing to everybody who sees it in the same place.
create unique index saved_reply_shortcut on saved_reply
  (scope, coalesce(department_id, owner_id, '00000000-0000-0000-0000-000000000000'), lower(shortcut))
  where shortcut is not null;

create table saved_reply_file (
  id uuid primary key,
  saved_reply_id uuid not null references saved_reply (id) on delete cascade,
  file_id uuid not null references file (id),
  name text not null,
  extension text,
  position smallint not null
);
create index saved_reply_file_of on saved_reply_file (saved_reply_id, position);
create index saved_reply_file_file on saved_reply_file (file_id);

alter table message add column template jsonb;  -- buttons, cards or a picture with buttons, as in the contract
