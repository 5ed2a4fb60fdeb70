-- Why: what customers must be asked, what is not to be seen, and how long things are kept.
-- Beside the old version: adds tables and columns only; it withholds nothing and deletes nothing.

-- Words of customers that nobody shall read are put out of sight before they are stored.
create table masking_rule (
  id uuid primary key,
  name text not null,
  pattern text not null,                 -- our own patterns: a subset of regular expressions, without backtracking
  checksum text not null default 'none' check (checksum in ('none', 'luhn')),
  is_on boolean not null,
  created_at timestamptz not null
);
insert into masking_rule (id, name, pattern, checksum, is_on, created_at) values
  (gen_random_uuid(), 'Card number', '\b\d(?:[ -]?\d){12,18}\b', 'luhn', true, now()),
  (gen_random_uuid(), 'E-mail address', '\b[\w.%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}', 'none', false, now()),
  (gen_random_uuid(), 'US social security number', '\b\d{3}-\d{2}-\d{4}\b', 'none', false, now());
-- Another one with every change: intake reads it with the pages, and the rules only when it is new.
insert into installation (name, value) values ('masking-version', to_jsonb(gen_random_uuid()::text));

alter table contact
  add column consent text check (consent in ('asked', 'agreed', 'declined')), -- null: never asked
  add column consent_version integer,    -- of the text that was asked or answered
  add column consent_at timestamptz,     -- Meta's time of the answer, else when it was asked
  add column held_at timestamptz,        -- legal hold: nothing of theirs is deleted by age or on request
  add column held_by uuid;

-- What somebody was asked, word for word, and what they answered.
create table consent_record (
  id uuid primary key,
  page_id uuid not null references page (id),
  contact_id uuid not null references contact (id) on delete cascade,
  psid text not null,
  version integer not null,
  language text not null,
  notice text not null,
  asked_at timestamptz not null,
  answer text check (answer in ('agreed', 'declined')),
  answered_at timestamptz,
  unique (contact_id, version)
);
create index consent_record_page on consent_record (page_id, asked_at desc, id desc);

-- A customer's words that nobody may read before they agree: `text` is empty, so that no list, search or screen can
-- show what it does not have.
alter table message
  add column withheld boolean not null default false,
  add column withheld_text text;
create index message_withheld on message (contact_id) where withheld;
create index message_age on message (page_id, at);

-- One request to forget a person, and how far it is. Counts alone remain.
create table erasure (
  id uuid primary key,
  contact_ids uuid[] not null,
  requested_by uuid,
  requested_at timestamptz not null,
  done_at timestamptz,
  counts jsonb not null default '{}'     -- {messages, attachments, files, conversations, deliveries}
);

-- Which text of the notice for agents a user has accepted.
alter table desk_user
  add column notice_version integer,
  add column notice_accepted_at timestamptz;
