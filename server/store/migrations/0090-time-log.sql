-- Why: what happened when. How long somebody waited and was served, who answered, and how it ended, stay known when the
-- conversation itself has gone on.
-- Beside the old version: yes; it does not say when it moves a conversation, so the database's own clock does.

-- One stretch of a conversation's life under one status, with one agent, in one department; written when it is over.
-- Names nobody of the customers, and outlives the conversation: no foreign key.
create table conversation_span (
  id bigint generated always as identity primary key,
  conversation_id uuid not null,
  episode integer not null,              -- of the conversation's episodes the how manieth, from 0
  page_id uuid not null,
  kind text not null,
  department_id uuid not null,
  status text not null check (status in ('open', 'active', 'waiting', 'wrapup')),
  assignee_id uuid,
  began_at timestamptz not null,         -- the desk's clock
  ended_at timestamptz not null,
  left_by text not null check (left_by in
    ('taken', 'released', 'handed-on', 'transferred', 'parked', 'resumed', 'ended', 'finished')),
  check (ended_at >= began_at)
);
create index conversation_span_ended on conversation_span (ended_at);
create index conversation_span_conversation on conversation_span (conversation_id, episode);

-- From when a conversation begins or is reopened until it is closed; written when it is closed.
create table episode (
  id bigint generated always as identity primary key,
  conversation_id uuid not null,
  number integer not null,
  page_id uuid not null,
  kind text not null,
  department_id uuid not null,           -- as it was closed
  assignee_id uuid,                      -- who had it then
  begun_at timestamptz not null,
  ended_at timestamptz not null,         -- when it was ended; with a wrap-up before it is closed
  closed_at timestamptz not null,
  ended_by uuid,                         -- null: the clock
  first_response_at timestamptz,         -- a person's first answer to the customer
  waited_ms bigint not null,             -- nobody had it
  handled_ms bigint not null,            -- somebody had it, or wrapped it up
  handovers integer not null,            -- to other departments and other agents
  from_customer integer not null,        -- messages
  from_people integer not null,
  was_told_nobody_is_there boolean not null,
  unanswered_since timestamptz,          -- closed while the customer waited
  respond_due_at timestamptz,
  resolve_due_at timestamptz
);
create index episode_begun on episode (begun_at);
create index episode_ended on episode (ended_at);
create index episode_conversation on episode (conversation_id);

-- One reply of a person, ours or outside the desk; what rules send is none.
create table response (
  message_id uuid primary key,           -- or the id of a private reply to a comment
  conversation_id uuid not null,
  episode integer not null,
  page_id uuid not null,
  kind text not null,
  department_id uuid not null,
  user_id uuid,                          -- null: outside the desk
  at timestamptz not null,
  asked_at timestamptz,                  -- since when the customer had been waiting; null: nobody waited
  has_failed boolean not null default false
);
create index response_at on response (at);
create index response_conversation on response (conversation_id, episode, at);

alter table conversation
  add column since timestamptz,          -- the desk's clock: since when it has its status, agent and department; null: since it is there
  add column moves_at timestamptz,       -- said by whoever changes one of the three, and taken away by the trigger
  add column begun_at timestamptz,       -- of the present episode; null: when it was opened
  add column first_response_at timestamptz,
  add column respond_due_at timestamptz,
  add column resolve_due_at timestamptz;
alter table conversation
  -- What was promised next.
  add column due_next_at timestamptz generated always as
    (case when first_response_at is null then least(respond_due_at, resolve_due_at) else resolve_due_at end) stored;
create index conversation_due_next on conversation (department_id, due_next_at, id)
  where due_next_at is not null and status <> 'closed';

-- Whatever moves a conversation, by whichever path, is logged in the same transaction. A trigger that looks only when one
-- of three columns changes: an update that changes none of them pays for a comparison, an insert pays nothing.
create function pagedesk_log_move() returns trigger language plpgsql as $$
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
      count(*) filter (where direction = 'in' and not standby) as from_customer,
      count(*) filter (where direction = 'out' and author_kind <> 'system' and status <> 'failed' and not standby)
        as from_people,
      coalesce(bool_or(automation in ('offline', 'nobody')), false) as told
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

create trigger conversation_move before update on conversation for each row
  when (old.status is distinct from new.status or old.assignee_id is distinct from new.assignee_id
    or old.department_id is distinct from new.department_id)
  execute function pagedesk_log_move();

-- What did not go out answered nobody; what went out after all, did. Somebody else's answer stands in its place.
create function pagedesk_void_response() returns trigger language plpgsql as $$
declare
  voided response;
begin
  update response set has_failed = (new.status = 'failed') where message_id = new.id returning * into voided;
  if not found then return null; end if;
  if voided.has_failed and voided.asked_at is not null then
    update response set asked_at = voided.asked_at
    where asked_at is null and message_id = (
      select message_id from response as later
      where later.conversation_id = voided.conversation_id and later.episode = voided.episode
        and later.at >= voided.at and not later.has_failed
      order by later.at limit 1);
  end if;
  update conversation as c set first_response_at = (
      select min(r.at) from response r
      where r.conversation_id = c.id and r.episode = c.reopened_count and r.asked_at is not null and not r.has_failed)
  where c.id = voided.conversation_id and c.reopened_count = voided.episode and c.status <> 'closed';
  return null;
end $$;

create trigger message_response after update on message for each row
  when (old.status is distinct from new.status and (old.status = 'failed' or new.status = 'failed'))
  execute function pagedesk_void_response();

create trigger comment_act_response after update on comment_act for each row
  when (old.status is distinct from new.status and (old.status = 'failed' or new.status = 'failed'))
  execute function pagedesk_void_response();

-- What was before: as far as the timelines tell.
insert into response (message_id, conversation_id, episode, page_id, kind, department_id, user_id, at, asked_at)
select said.id, said.conversation_id,
  case when c.reopened_count = 0 then 0 else (
    select count(*) from message a
    where a.conversation_id = c.id and a.activity ->> 'type' = 'reopened' and a.at <= said.at) end,
  c.page_id, c.kind, c.department_id, said.author_id, said.at, said.asked_at
from (
  select turned.*, min(at) filter (where direction = 'in') over (partition by conversation_id, turn) as asked_at
  from (
    select id, conversation_id, direction, author_id, part_index, at,
      count(*) filter (where direction = 'out') over (
        partition by conversation_id order by at, id rows between unbounded preceding and 1 preceding) as turn
    from message
    where kind = 'message' and author_kind <> 'system' and status is distinct from 'failed'
  ) as turned
) as said
join conversation c on c.id = said.conversation_id
where said.direction = 'out' and coalesce(said.part_index, 0) = 0;

update conversation as c set
  begun_at = case when reopened_count = 0 then null else (
    select max(a.at) from message a where a.conversation_id = c.id and a.activity ->> 'type' = 'reopened') end,
  since = (
    select max(a.at) from message a
    where a.conversation_id = c.id and a.activity ->> 'type' in ('taken', 'assigned', 'released', 'parked', 'snoozed', 'woke',
      'resumed', 'transferred', 'ended', 'finished', 'timed-out', 'reopened')),
  first_response_at = (
    select min(r.at) from response r
    where r.conversation_id = c.id and r.episode = c.reopened_count and r.asked_at is not null);

insert into conversation_span (conversation_id, episode, page_id, kind, department_id, status, assignee_id, began_at, ended_at,
  left_by)
select c.id, c.reopened_count, c.page_id, c.kind, c.department_id, stretch.status,
  case when stretch.status = 'open' then null else c.assignee_id end, stretch.began, stretch.ended, stretch.left_by
from conversation c
cross join lateral (
  select coalesce(c.begun_at, c.opened_at) as begun, coalesce(c.closed_at, 'infinity') as closed,
    (select min(a.at) from message a
      where a.conversation_id = c.id and a.at >= coalesce(c.begun_at, c.opened_at)
        and a.activity ->> 'type' in ('taken', 'assigned', 'reopened')) as taken
) as told
cross join lateral (values
  ('open', told.begun, least(told.taken, told.closed), case when told.taken is null then 'ended' else 'taken' end),
  ('active', told.taken, told.closed, 'ended')
) as stretch (status, began, ended, left_by)
where not c.awaits_customer and stretch.began < stretch.ended and stretch.ended < 'infinity';

insert into episode (conversation_id, number, page_id, kind, department_id, assignee_id, begun_at, ended_at, closed_at, ended_by,
  first_response_at, waited_ms, handled_ms, handovers, from_customer, from_people, was_told_nobody_is_there)
select c.id, c.reopened_count, c.page_id, c.kind, c.department_id, c.assignee_id,
  least(coalesce(c.begun_at, c.opened_at), c.closed_at), c.closed_at, c.closed_at, c.closed_by, c.first_response_at,
  coalesce(spans.waited_ms, 0), coalesce(spans.handled_ms, 0), c.transfer_count, coalesce(said.from_customer, 0),
  coalesce(said.from_people, 0), coalesce(said.told, false)
from conversation c
left join lateral (
  select
    sum(extract(epoch from s.ended_at - s.began_at) * 1000) filter (where s.status = 'open') as waited_ms,
    sum(extract(epoch from s.ended_at - s.began_at) * 1000) filter (where s.status = 'active') as handled_ms
  from conversation_span s where s.conversation_id = c.id
) as spans on true
left join lateral (
  select count(*) filter (where m.direction = 'in') as from_customer,
    count(*) filter (where m.direction = 'out' and m.author_kind <> 'system' and m.status <> 'failed') as from_people,
    bool_or(m.automation = 'offline') as told
  from message m
  where m.conversation_id = c.id and m.kind = 'message' and m.at >= coalesce(c.begun_at, c.opened_at)
) as said on true
where c.status = 'closed' and not c.awaits_customer;
