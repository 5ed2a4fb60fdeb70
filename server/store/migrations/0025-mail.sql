-- Why: what has to be told by e-mail is written down with its cause, in one transaction, and sent afterwards.
-- Beside the old version: adds a table only.

create table mail (
  id uuid primary key,
  cause text not null,                   -- what it is about, exactly: `page-expired:{page}:{since}`
  address text not null,
  subject text not null,
  paragraphs jsonb not null,             -- plain text each
  link jsonb,                            -- {label, path}: a screen of the desk
  state text not null check (state in ('waiting', 'sending', 'sent', 'kept', 'failed', 'unknown')),
  attempts integer not null default 0,
  failure text,                          -- why it is not sent (yet), in a sentence
  created_at timestamptz not null,
  sent_at timestamptz
);
-- One mail per cause and address, whoever tells it how often.
create unique index mail_once on mail (cause, lower(address));
create index mail_created on mail (created_at desc, id desc);
