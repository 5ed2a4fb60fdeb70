-- Why: a department may want a tag and a closing comment on what its people end.
-- Beside the old version: yes; it ends without asking.

alter table department
  add column needs_tag boolean not null default false,
  add column needs_comment boolean not null default false;
