-- Why: what customers write can be read in another language, and what agents write be sent in theirs; the service that
-- translates is named by the house.
-- Beside the old version: yes; it shows and sends what was written, and translates nothing.

-- The one service that is asked.
create table translation_service (
  id uuid primary key,                                -- its key is sealed under it
  is_only boolean not null default true unique check (is_only),
  url text not null,
  key_sealed text,
  is_on boolean not null default false,
  daily_characters integer,                           -- null: no limit
  languages jsonb not null default '[]',              -- as the service told when it was tried
  tried_at timestamptz,                               -- when it last worked as it is set now
  acknowledged_version text,
  acknowledged_by uuid references desk_user (id) on delete set null,
  acknowledged_at timestamptz,
  rests_until timestamptz,                            -- it did not answer: nobody waits for it until then
  changed_at timestamptz not null
);
create index translation_service_acknowledged_by on translation_service (acknowledged_by) where acknowledged_by is not null;

-- What was sent to it, by the days of UTC.
create table translation_usage (
  day date not null,
  page_id uuid not null references page (id) on delete cascade,
  characters integer not null,
  requests integer not null,
  primary key (day, page_id)
);
create index translation_usage_page on translation_usage (page_id);

-- The words of a message in another language; gone with the message.
create table message_translation (
  message_id uuid not null references message (id) on delete cascade,
  language text not null,
  made_by text not null check (made_by in ('service', 'author')),
  state text not null check (state in ('asked', 'done', 'same', 'failed')),
  of_text text not null,                              -- md5 of the message's text: another wording is translated anew
  text text,
  other_language text,                                -- from which it was translated; of an author's words, in which they were sent
  fault text,                                         -- why it failed, or is asked once more
  at timestamptz not null,
  primary key (message_id, language)
);

-- `{isOn, customerLanguage, knownFrom, readsIn}`, as in the contract but that `isOn` may be null: as its page says. Null
-- for nearly all.
alter table conversation add column translation jsonb;
