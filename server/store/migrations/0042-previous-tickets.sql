-- Why: a ticket may be erased while a later one of the same thread names it.
-- Beside the old version: yes.

alter table conversation drop constraint conversation_previous_id_fkey;
alter table conversation add constraint conversation_previous_id_fkey
  foreign key (previous_id) references conversation (id) on delete set null;
create index conversation_previous on conversation (previous_id) where previous_id is not null;
