-- Why: the list's views and counters stay fast when most conversations are somebody's, or done.
-- Beside the old version: adds indexes only.

-- What nobody has: the view "unassigned" and its counter, where an index of all live ones would be read through.
create index conversation_unassigned on conversation (department_id, last_activity_at desc, id desc)
  where status <> 'closed' and assignee_id is null;

-- The queue: who has waited longest among those that nobody has.
create index conversation_queue on conversation (department_id, waiting_since, id)
  where waiting_since is not null and status <> 'closed' and assignee_id is null;

-- Parked ones: the view "waiting" and its counter.
create index conversation_parked on conversation (department_id, last_activity_at desc, id desc)
  where status = 'waiting';

-- What an agent has unread: the figure beside "mine".
create index conversation_mine_unread on conversation (assignee_id)
  where status <> 'closed' and unread_count > 0;

-- The eldest first, so that pruning the live log reads only what it deletes.
create index live_event_at on live_event (at);
