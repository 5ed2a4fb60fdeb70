-- Why: other programs are told what happens at the desk.
-- Beside the old version: adds tables only.

create table webhook_endpoint (
  id uuid primary key,
  url text not null,
  events text[] not null,
  secret_sealed text not null,
  is_on boolean not null default true,
  created_at timestamptz not null
);

-- What an endpoint is told; the log of it, too.
create table webhook_delivery (
  id uuid primary key,
  endpoint_id uuid not null references webhook_endpoint (id) on delete cascade,
  event_id uuid not null,                     -- the same for every endpoint and every try
  event text not null,
  conversation_id uuid,                       -- null: a test
  contact_id uuid,
  body text not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  status_code integer,
  failure text,
  created_at timestamptz not null,
  tried_at timestamptz,
  unique (endpoint_id, event_id)
);
create index webhook_delivery_log on webhook_delivery (endpoint_id, created_at desc, id desc);
create index webhook_delivery_contact on webhook_delivery (contact_id) where contact_id is not null;
create index webhook_delivery_age on webhook_delivery (created_at);
