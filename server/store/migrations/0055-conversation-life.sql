-- Why: a conversation can be parked, wrapped up and handed to another department, and the clock moves it on.
-- Beside the old version: no; it reads the column that goes.

alter table conversation
  add column due_at timestamptz,         -- when the clock moves it on: parked and wrapped-up ones; null: never
  add column transfer_count integer not null default 0;
create index conversation_due on conversation (due_at, id) where status in ('waiting', 'wrapup');
-- What nobody has touched for so long that it is closed by itself.
create index conversation_idle on conversation (last_activity_at, id) where status in ('open', 'active');

-- How long after its end a word of the customer's reopens a conversation is one of the page's settings.
update page set settings = jsonb_set(settings, '{life}', jsonb_build_object('reopenHours', reopen_within_hours))
  where reopen_within_hours <> 72;
alter table page drop column reopen_within_hours;
