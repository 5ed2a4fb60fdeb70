-- Why: a colleague can be asked whether they take a conversation over; until they say yes it stays with who asks.
-- Beside the old version: yes; it makes no such requests.

alter table offer add column from_user_id uuid references desk_user (id) on delete cascade;  -- null: by distribution
