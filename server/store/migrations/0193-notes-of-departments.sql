-- Why: what was noted of a customer in a conversation is read by those who may see that, and not by all who see the card.
-- Beside the old version: yes; what it notes is read by all who see the card, as all notes were.

alter table customer_note
  add column department_id uuid references department (id) on delete set null,      -- where it was taken; null: on the card
  add column conversation_id uuid references conversation (id) on delete set null;  -- in which it was taken
create index customer_note_conversation on customer_note (conversation_id) where conversation_id is not null;
