-- Why: how a page's connection stands follows from what was learned of it; each change of it is kept.
-- Beside the old version: adds tables; a change of state by the old version is kept by the trigger as well.

-- What was learned of a page's connection by asking Facebook, or by what Facebook refused.
create table page_health (
  page_id uuid primary key references page (id),
  -- Sentences for people; null: no such fault is known. They concern one token and are void with another.
  token_fault text,
  permission_fault text,
  restriction text,
  of_token text,                         -- the sealed token that the faults above were met with
  app_fault text,                        -- Facebook does not accept the app's own id and secret
  app_subscription text check (app_subscription in ('ours', 'elsewhere', 'inactive', 'none')),
  app_fields text[] not null default '{}',
  app_callback_url text,                 -- where the app delivers, when not to us
  page_subscription text check (page_subscription in ('whole', 'partly', 'none')),
  subscription_checked_at timestamptz,
  app_access text check (app_access in ('live', 'roles-only')),
  app_checked_at timestamptz
);

create table page_state_change (
  id bigint generated always as identity primary key,
  page_id uuid not null references page (id),
  at timestamptz not null,
  state text not null,
  reason text
);
create index page_state_change_page on page_state_change (page_id, id desc);

-- Whoever changes a page's state, the history has it.
create function note_page_state_change() returns trigger language plpgsql as $$
begin
  insert into page_state_change (page_id, at, state, reason)
    values (new.id, new.state_since, new.state, new.state_reason);
  return null;
end $$;
create trigger page_state_added after insert on page
  for each row execute function note_page_state_change();
create trigger page_state_changed after update of state on page
  for each row when (old.state is distinct from new.state) execute function note_page_state_change();

-- Requests at a webhook address whose signature was wrong, by minute of our clock.
create table wrong_signature (
  meta_app_id uuid not null references meta_app (id) on delete cascade,
  minute timestamptz not null,
  count integer not null,
  primary key (meta_app_id, minute)
);
