-- Why: a file that was not accepted is told with its size; what an upload is by its bytes is asked again when it is sent;
-- and a file that Facebook refuses may be sent as a link, which ends by itself and can be taken back.
-- Beside the old version: yes; it leaves the new columns empty.

alter table attachment add column told_bytes bigint;   -- the size as Facebook says, of what was not kept
alter table upload add column extension text;          -- as its bytes say; null: they tell none

create table file_link (
  id uuid primary key,
  token_hash bytea not null unique,      -- SHA-256 of what stands in the address
  attachment_id uuid not null references attachment (id) on delete cascade,
  created_by uuid references desk_user (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  opened_count integer not null default 0
);
create index file_link_attachment on file_link (attachment_id);
