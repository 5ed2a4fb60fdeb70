-- Why: customers are asked how it went when a conversation has ended, and some questions when one begins.
-- Beside the old version: adds tables, and columns that it leaves empty; to it an answer is a message like any other.

create table survey (
  id uuid primary key,
  name text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz                 -- sent to nobody any more; its answers stay
);
create unique index survey_name on survey (pagedesk_fold(name)) where removed_at is null;

-- Every wording that anybody was asked by.
create table survey_version (
  survey_id uuid not null references survey (id) on delete cascade,
  version integer not null,
  content jsonb not null,                -- {questions, thanks, skip}, as in the contract
  created_at timestamptz not null,
  primary key (survey_id, version)
);

-- A survey that was sent to one customer about one conversation.
create table survey_request (
  id uuid primary key,
  conversation_id uuid unique references conversation (id) on delete cascade, -- null: its person was erased
  contact_id uuid references contact (id) on delete cascade,                  -- likewise
  page_id uuid not null references page (id),
  department_id uuid references department (id) on delete set null,
  agent_id uuid references desk_user (id) on delete set null, -- who ended the conversation, or had it when the clock did
  survey_id uuid,                        -- null: somebody else's survey
  survey_version integer,
  how text not null check (how in ('conversation', 'link', 'external')),
  language text not null,
  asked_at timestamptz not null,
  answered_at timestamptz,               -- the first answer
  finished_at timestamptz,               -- nothing more is asked; a link works no longer
  score smallint,                        -- of the first rating
  score_of smallint,
  foreign key (survey_id, survey_version) references survey_version (survey_id, version)
);
create index survey_request_contact on survey_request (contact_id, asked_at desc);
create index survey_request_page on survey_request (page_id, asked_at);
create index survey_request_results on survey_request (survey_id, asked_at desc);

create table survey_answer (
  request_id uuid not null references survey_request (id) on delete cascade,
  question_id text not null,
  number smallint,                       -- of a rating
  option text,                           -- of a choice, or yes and no
  text text,                             -- the customer's own words
  answered_at timestamptz not null,      -- Meta's time of the message, or when the page was sent off
  primary key (request_id, question_id),
  check (num_nonnulls(number, option, text) = 1)
);

-- What of ours the customer may be answering now: {kind, id, question, words, takesText, since, until}. Intake reads it
-- with the conversation, so that no message costs a look for it.
alter table conversation add column asking jsonb;
-- An answer to a survey: it waits for nobody.
alter table message add column answers text check (answers in ('survey'));

insert into survey (id, name, created_at, updated_at) values (gen_random_uuid(), 'Satisfaction', now(), now());
insert into survey_version (survey_id, version, created_at, content)
select id, 1, created_at, '{
  "questions": [
    {"kind": "rating", "id": "satisfaction", "outOf": 5, "isRequired": true, "text": {
      "en": "How satisfied are you with our help?",
      "de": "Wie zufrieden sind Sie mit unserer Hilfe?",
      "fr": "Êtes-vous satisfait de notre aide ?",
      "es": "¿Está satisfecho con nuestra ayuda?"}},
    {"kind": "text", "id": "better", "isRequired": false, "text": {
      "en": "What could we do better?",
      "de": "Was könnten wir besser machen?",
      "fr": "Que pourrions-nous améliorer ?",
      "es": "¿Qué podríamos mejorar?"}}
  ],
  "thanks": {
    "en": "Thank you for your answer.",
    "de": "Danke für Ihre Antwort.",
    "fr": "Merci pour votre réponse.",
    "es": "Gracias por su respuesta."},
  "skip": {"en": "Skip", "de": "Überspringen", "fr": "Passer", "es": "Omitir"}
}'::jsonb
from survey;
