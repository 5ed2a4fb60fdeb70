-- Why: a macro is a list of things to do in their order, the same that triggers do, and macros have an order of their own.
-- Beside the old version: a macro that the old one saves meanwhile does nothing until it is saved again.

alter table macro
  add column steps jsonb not null default '[]',   -- acts in their order, as in the contract
  add column position integer not null default 0;
alter table macro alter column acts set default '{}';

update macro set steps = (
  select coalesce(jsonb_agg(step order by place), '[]') from (
    select 1 as place, '{"kind": "take"}'::jsonb as step where (acts ->> 'takes')::boolean
    union all
    select 2, jsonb_build_object('kind', 'tag', 'tagIds', acts -> 'tagIds') where jsonb_array_length(acts -> 'tagIds') > 0
    union all
    select 3, jsonb_build_object('kind', 'note', 'text', acts ->> 'note') where acts ->> 'note' <> ''
    union all
    select 4, acts -> 'finally' where jsonb_typeof(acts -> 'finally') = 'object'
  ) as steps
);
update macro m set position = o.place
from (select id, row_number() over (order by pagedesk_fold(name))::integer as place from macro) o where o.id = m.id;
