-- Why: replies from before the log count from their first part, whose number is 1.
-- Beside the old version: yes.

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
where said.direction = 'out' and said.part_index = 1
on conflict (message_id) do nothing;

update conversation c set first_response_at = (
  select min(r.at) from response r
  where r.conversation_id = c.id and r.episode = c.reopened_count and r.asked_at is not null and not r.has_failed)
where c.first_response_at is null;

update episode e set first_response_at = (
  select min(r.at) from response r
  where r.conversation_id = e.conversation_id and r.episode = e.number and r.asked_at is not null and not r.has_failed)
where e.first_response_at is null;
