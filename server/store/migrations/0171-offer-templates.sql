-- Why: a house says how requests look to agents and how long they have, for several work streams at once; and what is given
-- without asking is told to whoever has it now.
-- Beside the old version: yes. It offers as the work stream itself says, and shows its own look.

create table offer_template (
  id uuid primary key,
  name text not null,
  body jsonb not null,        -- as in the contract
  created_at timestamptz not null
);
create unique index offer_template_name on offer_template (pagedesk_fold(name));

alter table offer
  add column look jsonb,                               -- of the template it was made by, as that was then
  add column is_given boolean not null default false;  -- nobody was asked
create index offer_given on offer (user_id, expires_at) where is_given;
