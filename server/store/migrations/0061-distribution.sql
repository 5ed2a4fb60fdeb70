-- Why: what distribution asks of every waiting conversation and every agent is answered from indexes alone, and it knows
-- why a conversation came back to its department.
-- Beside the old version: yes; it leaves the new column empty.

alter table conversation
  -- Who had it last is asked first, last, or not at all.
  add column came_back_because text check (came_back_because in ('customer-wrote', 'handed-on', 'lost'));

drop index conversation_in_hand;
create index conversation_in_hand on conversation (assignee_id) include (work_stream_id, units)
  where status in ('active', 'wrapup');
drop index conversation_in_queue;
create index conversation_in_queue
  on conversation (work_stream_id, department_id, coalesce(waiting_since, last_activity_at), id)
  where status = 'open' and assignee_id is null;
update conversation set work_stream_id = (select id from work_stream where is_default) where status = 'open';
