-- Why: what Meta delivers is written down whole before it is answered, and worked off in order per person.
-- Beside the old version: adds tables only.

-- Ids of deliveries are given out to processes in blocks of 1,000, so that a batch of deliveries and its
-- queue rows are written by one statement that knows beforehand what belongs together.
create sequence delivery_block increment by 1000;

create table delivery (
  id bigint not null,
  received_at timestamptz not null,      -- of its batch: one statement writes to one partition
  meta_app_id uuid not null,
  body bytea not null,                   -- the bytes as they came: a parser bug is mended and replayed
  primary key (id, received_at)
) partition by range (received_at);
-- Takes what no day's partition is there for; the days are made ahead, so it stays empty.
create table delivery_default partition of delivery default;

create table inbound_event (
  id bigint generated always as identity primary key, -- order of arrival, over all processes
  delivery_id bigint not null,
  received_at timestamptz not null,      -- with delivery_id, the key of the delivery
  meta_app_id uuid not null,
  lane smallint not null,                -- hash(page, person) % 64: one order per person
  facebook_page_id text,                 -- null when the item names none
  person_key text not null,              -- psid, or comment author; empty when the item names none
  entry_index integer not null,
  list text not null check (list in ('messaging', 'standby', 'changes', 'entry', 'body', 'other-object')),
  item_index integer not null,           -- 'entry': the whole entry, malformed; 'body' and 'other-object': the whole body
  attempts smallint not null default 0,
  not_before timestamptz                 -- set after a failed try; only this person's later events wait with it
);
create index inbound_event_lane on inbound_event (lane, id);
create index inbound_event_held on inbound_event (lane, facebook_page_id, person_key, id) where not_before is not null;
alter table inbound_event set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);

-- What could not be used, kept with all that is needed to look into it and to replay it.
create table set_aside (
  id uuid primary key,                   -- made from what was set aside: the same thing twice is one row
  received_at timestamptz not null,      -- with delivery_id, the key of the delivery
  reason text not null check (reason in ('unknown-page', 'malformed', 'unknown-kind', 'failed', 'other-object')),
  meta_app_id uuid,
  facebook_page_id text,
  person_key text,
  detail text not null,
  item jsonb,                            -- null when the body is no JSON
  body bytea,                            -- only when there is no item to show
  delivery_id bigint,                    -- with what follows, where it stands in the journal
  list text,
  entry_index integer,
  item_index integer
);
create index set_aside_received on set_aside (received_at desc, id desc);
