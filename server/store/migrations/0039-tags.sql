-- Why: conversations bear tags, which a page may put on each new one; and each is a chat or a ticket.
-- Beside the old version: yes; what it makes is a chat without tags.

create table tag (
  id uuid primary key,
  name text not null,
  color smallint not null check (color between 1 and 6),
  created_at timestamptz not null
);
create unique index tag_name on tag (pagedesk_fold(name));

create table conversation_tag (
  conversation_id uuid not null references conversation (id) on delete cascade,
  tag_id uuid not null references tag (id) on delete cascade,
  primary key (conversation_id, tag_id)
);
create index conversation_tag_tag on conversation_tag (tag_id);

alter table conversation add column mode text not null default 'chat' check (mode in ('chat', 'ticket'));
