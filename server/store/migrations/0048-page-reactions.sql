-- Why: who of the team put the page's reaction on a message.
-- Beside the old version: adds a column that it leaves empty.

alter table message_reaction add column user_id uuid references desk_user (id) on delete set null;
