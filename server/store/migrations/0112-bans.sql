-- Why: somebody who only disturbs can be shut out for a time: nobody is called, and nothing is offered.
-- Beside the old version: no; it calls agents for who is shut out.

create table ban (
  id uuid primary key,
  conversation_id uuid references conversation (id) on delete set null, -- where it was set
  contact_ids uuid[] not null,                -- the person, also where they comment or write to other pages
  set_at timestamptz not null,
  set_by uuid references desk_user (id),
  until timestamptz,                          -- null: until it is lifted
  note text not null,
  kept_count integer not null default 0,      -- what they said since: kept out of sight
  dropped_count integer not null default 0,   -- not kept
  lifted_at timestamptz,
  lifted_by uuid references desk_user (id)
);
create index ban_contact on ban using gin (contact_ids);
create index ban_set on ban (set_at desc, id desc);

alter table contact add column banned_until timestamptz; -- infinity: until it is lifted; past: over
