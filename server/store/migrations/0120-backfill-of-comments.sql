-- Why: comments that Facebook could not deliver are read from the page's posts, as messages are from its conversations:
-- a reading has a second part.
-- Beside the old version: yes; it ends a reading with its first part, and takes a place in the second for one in the
-- first, which Meta refuses, so that it begins again: nothing is added twice.

alter table backfill
  add column part text not null default 'messages' check (part in ('messages', 'comments')),
  add column posts_read integer not null default 0,
  add column comments_added integer not null default 0;
