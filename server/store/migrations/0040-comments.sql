-- Why: what people say in public under a page's posts: threads of comments as conversations, with their posts,
-- and what the desk does with a comment.
-- Beside the old version: yes; it neither reads nor writes what is new, and sets feed events aside as before.

-- Who comments and who writes in Messenger are two people until something proves that they are one.
alter table contact add column identity text not null default 'messenger'
  check (identity in ('messenger', 'commenter'));
create unique index contact_identity on contact (page_id, identity, psid);
alter table contact drop constraint contact_page_id_psid_key;
-- For the same id, or the same name, under the other identity of a page.
create index contact_psid on contact (page_id, psid);
create index contact_same_name on contact (page_id, pagedesk_fold(name)) where name is not null;

create table post (
  id uuid primary key,
  page_id uuid not null references page (id),
  key text not null,                     -- the number behind the last `_` of any form of its id
  facebook_id text not null,             -- as first told: for calls
  author_name text,
  is_by_page boolean not null default true,
  item text,                             -- Meta's word for what it is
  text text,
  picture_url text,                      -- Meta's, expires
  picture_file_id uuid references file (id),
  permalink text,
  posted_at timestamptz,                 -- Meta's time
  told_at timestamptz,                   -- Meta's time of the newest wording that we know
  removed_at timestamptz,
  state text not null default 'pending' check (state in ('pending', 'known', 'unavailable')),
  created_at timestamptz not null,
  unique (page_id, key)
);

create table comment_thread (
  id uuid primary key,
  page_id uuid not null references page (id),
  root_key text not null,                -- `comment:` or `post:` with the number of what it begins with
  post_id uuid references post (id),
  created_at timestamptz not null,
  unique (page_id, root_key)
);
create index comment_thread_post on comment_thread (post_id);

alter table conversation
  add column thread_id uuid references comment_thread (id),
  add column previous_id uuid references conversation (id);  -- the ticket of the same thread before this one
create unique index conversation_one_live_thread on conversation (thread_id)
  where thread_id is not null and status <> 'closed';
create index conversation_thread on conversation (thread_id, opened_at desc) where thread_id is not null;

-- The part of a message that only comments have.
create table comment (
  message_id uuid primary key references message (id) on delete cascade,
  thread_id uuid not null references comment_thread (id),
  facebook_id text not null,             -- for calls; `message.mid` holds the number alone
  origin text not null check (origin in ('comment', 'post', 'mention')),
  permalink text,
  history jsonb not null default '[]',   -- [{verb: 'hide' | 'unhide' | 'remove', at, by}], by time
  is_ignored boolean not null default false
);
create index comment_of_thread on comment (thread_id);

create table comment_reaction (
  message_id uuid not null references message (id) on delete cascade,
  person text not null,                  -- Facebook's id of who reacted
  reaction text,                         -- null: taken back; the row stays so that a late twin does not revive it
  at timestamptz not null,               -- Meta's time; the newest wins
  primary key (message_id, person)
);

-- What somebody at the desk, or a rule, does with a comment on Facebook.
create table comment_act (
  id uuid primary key,
  message_id uuid not null references message (id) on delete cascade,
  page_id uuid not null,
  kind text not null check (kind in ('like', 'unlike', 'hide', 'unhide', 'delete', 'ban', 'unban', 'private-reply')),
  author_id uuid,                        -- null: a rule
  client_id uuid,
  text text,                             -- of a private reply
  status text not null check (status in ('queued', 'doing', 'done', 'failed', 'unknown')),
  failure jsonb,
  created_at timestamptz not null,
  started_at timestamptz,
  unknown_since timestamptz,
  done_at timestamptz,
  reply_message_id uuid references message (id) on delete set null -- the message in Messenger that it became
);
create index comment_act_message on comment_act (message_id, created_at desc);
create unique index comment_act_client on comment_act (author_id, client_id) where client_id is not null;
-- Facebook takes one private reply for a comment: so do we.
create unique index comment_act_one_private on comment_act (message_id) where kind = 'private-reply' and status <> 'failed';

-- Two contacts of one page that are one person, or that somebody said are not.
create table contact_likeness (
  commenter_id uuid not null references contact (id) on delete cascade,
  messenger_id uuid not null references contact (id) on delete cascade,
  is_same boolean not null,
  because text not null check (because in ('private-reply', 'said')),
  said_by uuid,
  at timestamptz not null,
  primary key (commenter_id, messenger_id)
);
create index contact_likeness_messenger on contact_likeness (messenger_id);

-- What of a page's feed made no ticket, by reason.
create table feed_skip (
  page_id uuid not null references page (id) on delete cascade,
  reason text not null check (reason in ('comments-off', 'post-reaction', 'unpublished-post')),
  count bigint not null,
  last_at timestamptz not null,
  primary key (page_id, reason)
);
