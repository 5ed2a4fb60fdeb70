-- Why: parts of the desk are switched on by an administrator who has read what that means, and the setup of
-- Facebook has a room of its own, apart from the customers' conversations.
-- Beside the old version: adds tables only. Whether a part is on is a row of `installation`: `extension.facebook`.

-- Who accepted which wording, and when. Rows are never changed: a new wording is accepted anew.
create table extension_acknowledgement (
  id uuid primary key,
  extension text not null check (extension in ('facebook', 'online-chat')),
  text_version text not null,
  user_id uuid not null references desk_user (id),
  at timestamptz not null
);
create index extension_acknowledgement_newest on extension_acknowledgement (extension, at desc);

-- The internal room in which Facebook is set up: seen by administrators only, never in the inbox.
create table room_message (
  id uuid primary key,
  kind text not null check (kind in ('checklist', 'note', 'command', 'answer', 'activity')),
  author_id uuid references desk_user (id), -- null: the bot
  seen_by uuid references desk_user (id),   -- commands and their answers are their writer's alone; null: everybody's
  body jsonb not null,                   -- by kind, as in the contract
  client_id uuid,                        -- made in the browser: a second click is the same message
  at timestamptz not null
);
create index room_message_newest on room_message (at desc, id desc);
create unique index room_message_client on room_message (author_id, client_id) where client_id is not null;
-- The bot posts the checklist once, however often Facebook is switched on.
create unique index room_message_one_checklist on room_message (kind) where kind = 'checklist';

-- What no fact can tell and a person ticks by hand.
create table setup_tick (
  item text primary key,
  ticked_by uuid not null references desk_user (id),
  ticked_at timestamptz not null
);

-- A chat channel holds what is worked off as chats; pages are linked to it.
create table chat_channel (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null
);
create unique index chat_channel_name on chat_channel (pagedesk_fold(name));

-- The audit log is read newest first, all of it or by one of these.
create index audit_entry_actor on audit_entry (actor_id, id desc);
create index audit_entry_action on audit_entry (action, id desc);
create index audit_entry_subject on audit_entry (subject_id, id desc) where subject_id is not null;
