-- Why: a rule may divide what it sends between departments.
-- Beside the old version: yes; it sends all of it to the rule's own department.

-- What other departments get of it; the rule's own one gets the rest.
create table routing_rule_share (
  rule_id uuid not null references routing_rule (id) on delete cascade,
  position smallint not null,
  department_id uuid not null references department (id),
  percent smallint not null check (percent between 1 and 99),
  primary key (rule_id, position),
  unique (rule_id, department_id)
);
create index routing_rule_share_department on routing_rule_share (department_id);
