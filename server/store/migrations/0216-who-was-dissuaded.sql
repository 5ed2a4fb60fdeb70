-- Why: who was told that the house is closed, or that nobody can or will come, was dissuaded as well as who was told that
-- nobody is there; a text that never arrived told nobody.
-- Beside the old version: yes.

create or replace function pagedesk_log_move() returns trigger language plpgsql as $$
declare
  began timestamptz := coalesce(old.since, old.created_at);
  moved timestamptz := greatest(coalesce(new.moves_at, clock_timestamp()), began);
  begun timestamptz := coalesce(old.begun_at, old.opened_at);
  ended timestamptz := case when old.status = 'wrapup' then began else moved end;
  spans record;
  said record;
begin
  new.moves_at := null;
  new.since := moved;
  if old.status <> 'closed' then
    insert into conversation_span (conversation_id, episode, page_id, kind, department_id, status, assignee_id, began_at,
      ended_at, left_by)
    values (old.id, old.reopened_count, old.page_id, old.kind, old.department_id, old.status, old.assignee_id, began, moved,
      case
        when new.department_id <> old.department_id then 'transferred'
        when old.status = 'wrapup' and new.status = 'closed' then 'finished'
        when new.status in ('wrapup', 'closed') then 'ended'
        when old.assignee_id is null and new.assignee_id is not null then 'taken'
        when new.assignee_id is null and old.assignee_id is not null then 'released'
        when new.assignee_id <> old.assignee_id then 'handed-on'
        when new.status = 'waiting' then 'parked'
        when new.status = 'open' then 'released'
        else 'resumed'
      end);
  end if;
  if new.status = 'closed' and old.status <> 'closed' then
    select
      coalesce(sum(extract(epoch from ended_at - began_at) * 1000) filter (where status = 'open'), 0) as waited_ms,
      coalesce(sum(extract(epoch from ended_at - began_at) * 1000) filter (where status in ('active', 'wrapup')), 0)
        as handled_ms,
      count(*) filter (where left_by in ('transferred', 'handed-on')) as handovers
    into spans
    from conversation_span where conversation_id = old.id and episode = old.reopened_count;
    select
      count(*) filter (where direction = 'in' and not standby and answers is null) as from_customer,
      count(*) filter (where direction = 'out' and author_kind <> 'system' and status <> 'failed' and not standby)
        as from_people,
      coalesce(bool_or(status <> 'failed' and automation in ('offline', 'holiday', 'out-of-hours', 'not-assigned',
        'not-accepted', 'overflow')), false) as told
    into said
    from message where conversation_id = old.id and kind = 'message' and at >= begun;
    insert into episode (conversation_id, number, page_id, kind, department_id, assignee_id, begun_at, ended_at, closed_at,
      ended_by, first_response_at, waited_ms, handled_ms, handovers, from_customer, from_people, was_told_nobody_is_there,
      unanswered_since, respond_due_at, resolve_due_at)
    values (old.id, old.reopened_count, old.page_id, old.kind, new.department_id, new.assignee_id, least(begun, ended), ended,
      moved, case when old.status = 'wrapup' then coalesce(old.closed_by, new.closed_by) else new.closed_by end,
      new.first_response_at, spans.waited_ms, spans.handled_ms, spans.handovers, said.from_customer, said.from_people,
      said.told, old.waiting_since, old.respond_due_at, old.resolve_due_at);
  elsif new.status <> 'closed' and old.status = 'closed' then
    new.begun_at := moved;
    new.first_response_at := null;
    new.respond_due_at := null;
    new.resolve_due_at := null;
  end if;
  return new;
end $$;
