-- Why: who somebody is over all pages and channels: people and companies, with the profiles under which Facebook knows
-- them, notes, fields of the house's own, and merging that can be undone.
-- Beside the old version: adds tables and the two functions behind one of them; it neither reads nor writes them.

create table customer (
  id uuid primary key,
  kind text not null check (kind in ('person', 'company')),
  name text not null,
  first_name text,
  last_name text,
  emails text[] not null default '{}',
  phones text[] not null default '{}',
  company_id uuid references customer (id) on delete set null, -- of a person: a company that has a card
  company_name text,                     -- of a person: a company that has none
  location text,
  number text,                           -- under which the house knows them elsewhere
  manager_id uuid references desk_user (id) on delete set null, -- who looks after them
  fields jsonb not null default '{}',    -- {id of a customer_field: text or number}
  address_keys text[] not null default '{}', -- e-mails and phones as they are compared: 'email:…', 'phone:…'
  words text not null default '',        -- what a search looks through, folded; kept by a trigger
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  merged_into uuid references customer (id) on delete cascade, -- kept for undoing
  merged_at timestamptz
);
create index customer_name on customer (pagedesk_fold(name), id) where merged_into is null;
create index customer_words on customer using gin (words gin_trgm_ops) where merged_into is null;
create index customer_address on customer using gin (address_keys) where merged_into is null;
create index customer_company on customer (company_id) where company_id is not null;
create index customer_merged on customer (merged_into) where merged_into is not null;

create function pagedesk_customer_words() returns trigger language plpgsql as $$
begin
  new.words := pagedesk_fold(concat_ws(' ', new.name, new.first_name, new.last_name, new.number, new.company_name,
    (select name from customer where id = new.company_id), array_to_string(new.emails, ' '),
    array_to_string(new.phones, ' '),
    (select string_agg(regexp_replace(phone, '[^0-9]', '', 'g'), ' ') from unnest(new.phones) as phone)));
  return new;
end $$;
create trigger customer_words before insert or update on customer
  for each row execute function pagedesk_customer_words();

-- People are found by the name of their company, also when it changes.
create function pagedesk_company_renamed() returns trigger language plpgsql as $$
begin
  update customer set words = '' where company_id = new.id;
  return null;
end $$;
create trigger company_renamed after update of name on customer
  for each row when (old.name is distinct from new.name and new.kind = 'company')
  execute function pagedesk_company_renamed();

-- Who a contact is. Its conversations, past and to come, are this customer's without a row of their own.
create table customer_profile (
  contact_id uuid primary key references contact (id) on delete cascade,
  customer_id uuid not null references customer (id) on delete cascade,
  how text not null check (how in ('auto', 'by-hand')),
  linked_by uuid references desk_user (id) on delete set null,
  linked_at timestamptz not null
);
create index customer_profile_customer on customer_profile (customer_id);

-- A conversation that does not go with its contact: another customer's, or nobody's.
create table conversation_customer (
  conversation_id uuid primary key references conversation (id) on delete cascade,
  customer_id uuid references customer (id) on delete set null,
  linked_by uuid references desk_user (id) on delete set null,
  linked_at timestamptz not null
);
create index conversation_customer_customer on conversation_customer (customer_id) where customer_id is not null;

-- Somebody said that a contact is not this customer: nothing links them by itself again.
create table customer_refusal (
  contact_id uuid not null references contact (id) on delete cascade,
  customer_id uuid not null references customer (id) on delete cascade,
  refused_by uuid references desk_user (id) on delete set null,
  refused_at timestamptz not null,
  primary key (contact_id, customer_id)
);
create index customer_refusal_customer on customer_refusal (customer_id);

create table customer_note (
  id uuid primary key,
  customer_id uuid references customer (id) on delete cascade,
  contact_id uuid references contact (id) on delete cascade, -- written before anybody knew who it is; it goes with the contact
  text text not null,
  author_id uuid references desk_user (id) on delete set null,
  at timestamptz not null,
  edited_at timestamptz,
  check (num_nonnulls(customer_id, contact_id) > 0)
);
create index customer_note_customer on customer_note (customer_id, at desc);
create index customer_note_contact on customer_note (contact_id) where contact_id is not null;

create table customer_merge (
  id uuid primary key,
  survivor_id uuid not null references customer (id) on delete cascade,
  merged_id uuid not null references customer (id) on delete cascade,
  merged_by uuid references desk_user (id) on delete set null,
  merged_at timestamptz not null,
  moved jsonb not null,                  -- {contacts, conversations, notes, members, before, after}: what undoing puts back
  undone_by uuid references desk_user (id) on delete set null,
  undone_at timestamptz
);
create index customer_merge_survivor on customer_merge (survivor_id, merged_at desc);
create index customer_merge_merged on customer_merge (merged_id);

-- What the house wants to know of its customers beside what all have.
create table customer_field (
  id uuid primary key,
  name text not null,
  applies_to text not null check (applies_to in ('person', 'company', 'both')),
  type text not null check (type in ('text', 'number', 'date', 'choice')),
  choices text[] not null default '{}',
  created_at timestamptz not null
);
create unique index customer_field_name on customer_field (pagedesk_fold(name));
