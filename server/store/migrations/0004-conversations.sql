-- Why: people, what they wrote, what we answered.
-- Beside the old version: adds tables only.

-- Bytes we keep, once per content.
create table file (
  id uuid primary key,
  sha256 bytea not null unique,
  size_bytes bigint not null,
  mime_type text not null,               -- told from the bytes
  width integer,
  height integer,
  created_at timestamptz not null
);

-- One person on one page (Meta's page-scoped id). The same person on another page is another contact.
create table contact (
  id uuid primary key,
  page_id uuid not null references page (id),
  psid text not null,
  name text,                             -- null until the profile is known
  first_name text,
  last_name text,
  picture_file_id uuid references file (id),
  locale text,
  timezone numeric(4, 2),                -- hours from GMT
  profile_state text not null default 'pending' check (profile_state in ('pending', 'known', 'unavailable')),
  first_seen_at timestamptz not null,    -- Meta's time
  last_seen_at timestamptz not null,     -- Meta's time
  window_anchor_at timestamptz,          -- Meta's time of the last act that opens the reply window; null: never
  delivered_until timestamptz,           -- newest delivery watermark
  read_until timestamptz,                -- newest read watermark
  unreachable_reason text,               -- Facebook refuses messages to this person; cleared when they write
  unique (page_id, psid)
);
-- What every message changes in it stands in no index: room on the page keeps such an update there.
alter table contact set (fillfactor = 80);
create index contact_name on contact using gin (pagedesk_fold(name) gin_trgm_ops);

create table conversation (
  id uuid primary key,
  number bigint generated always as identity unique,
  version integer not null default 1,    -- grows with every change that a list row or the header shows
  kind text not null default 'messenger' check (kind in ('messenger', 'comment')),
  page_id uuid not null references page (id),
  contact_id uuid not null references contact (id),
  department_id uuid not null references department (id),
  status text not null check (status in ('open', 'active', 'waiting', 'wrapup', 'closed')),
  assignee_id uuid references desk_user (id),
  unread_count integer not null default 0,
  last_message jsonb,                    -- {text, kind, direction, at}, as in the contract
  last_message_at timestamptz,           -- Meta's time of the newest message; null before the first
  last_activity_at timestamptz not null, -- orders the list
  waiting_since timestamptz,             -- Meta's time of the oldest customer message without an answer
  window_anchor_at timestamptz,          -- copy of the contact's, so that lists sort without a join
  referrals jsonb not null default '[]',
  reopened_count integer not null default 0,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  -- Closed from the start: it holds what the page said, or another sign of the person's, before they ever wrote.
  -- Their first message opens it without a word.
  awaits_customer boolean not null default false,
  created_at timestamptz not null,
  check ((status = 'closed') = (closed_at is not null))
);
create unique index conversation_one_live on conversation (contact_id) where kind = 'messenger' and status <> 'closed';
create index conversation_contact on conversation (contact_id, opened_at desc);
create index conversation_live_activity on conversation (department_id, last_activity_at desc, id desc) where status <> 'closed';
create index conversation_assignee_activity on conversation (assignee_id, last_activity_at desc, id desc) where status <> 'closed';
create index conversation_closed_activity on conversation (department_id, last_activity_at desc, id desc) where status = 'closed';
create index conversation_waiting on conversation (department_id, waiting_since, id) where waiting_since is not null and status <> 'closed';
create index conversation_window on conversation (department_id, window_anchor_at, id) where status <> 'closed';
create index conversation_page on conversation (page_id);

create table message (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  page_id uuid not null,
  contact_id uuid not null,
  version integer not null default 1,
  kind text not null check (kind in ('message', 'note', 'activity')),
  direction text check (direction in ('in', 'out')),
  author_kind text not null check (author_kind in ('customer', 'user', 'outside', 'system')),
  author_id uuid,
  mid text,                              -- Meta's id, or one made from the event where Meta gives none (postbacks of
                                         -- old, lines told by events); null for notes and what is not yet sent
  text text,
  at timestamptz not null,               -- Meta's time once known, else ours
  created_at timestamptz not null,
  status text check (status in ('received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown')),
  failure jsonb,
  ground text,                           -- why it might go out: 'standard', 'human-agent'
  quick_replies jsonb not null default '[]',
  tapped jsonb,                          -- {kind, payload}
  reply_to_mid text,
  reply_to_id uuid,
  edit_number integer not null default 0,
  edited_at timestamptz,
  edits jsonb not null default '[]',     -- earlier wordings, [{text, until, number}]
  unsent_at timestamptz,
  unsupported boolean not null default false,
  standby boolean not null default false,-- another app held the thread
  activity jsonb,
  client_id uuid,
  part_index smallint,
  part_count smallint,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz
);
create unique index message_mid on message (page_id, mid) where mid is not null;
create unique index message_client on message (author_id, client_id, part_index) where client_id is not null;
create index message_timeline on message (conversation_id, at desc, id desc);
create index message_undelivered on message (contact_id, at) where direction = 'out' and status in ('sent', 'delivered');
create index message_unsettled on message (contact_id, created_at) where status in ('sending', 'unknown');
create index message_words on message using gin (to_tsvector('simple', pagedesk_fold(text)))
  where kind <> 'activity' and text is not null;

create table attachment (
  id uuid primary key,
  message_id uuid not null references message (id) on delete cascade,
  conversation_id uuid not null,
  page_id uuid not null,
  position smallint not null,
  kind text not null check (kind in ('image', 'video', 'audio', 'file', 'sticker', 'location', 'link', 'template', 'unknown')),
  raw_type text not null,
  name text,
  title text,
  link text,
  latitude double precision,
  longitude double precision,
  source_url text,                       -- Meta's, expires; kept for retries and audit
  payload jsonb,                         -- Meta's own words, for kinds we do not know
  file_id uuid references file (id),
  state text not null check (state in ('pending', 'stored', 'failed', 'none')),
  failure text,
  unique (message_id, position)
);
create index attachment_file on attachment (file_id) where file_id is not null;

create table message_reaction (
  message_id uuid not null references message (id) on delete cascade,
  by text not null check (by in ('customer', 'page')),
  emoji text,                            -- null: taken back; the row stays so that a late twin does not revive it
  at timestamptz not null,               -- Meta's time; the newest wins
  primary key (message_id, by)
);

-- Reactions, edits, removals, receipts and quotes that came before their message: applied when it arrives.
create table early_mark (
  id uuid primary key,                   -- made from the mark: the same one twice is one row
  page_id uuid not null references page (id),
  mid text not null,
  event jsonb not null,                  -- {kind: 'reaction' | 'edit' | 'unsend' | 'delivered' | 'quote', ...}
  at timestamptz not null,
  received_at timestamptz not null
);
create index early_mark_mid on early_mark (page_id, mid);

create table upload (
  id uuid primary key,
  user_id uuid not null references desk_user (id),
  file_id uuid not null references file (id),
  name text not null,
  created_at timestamptz not null
);
