-- Why: what a customer took back is removed, its files too, by a job that must not read through all messages.
-- Beside the old version: yes; an index only.

create index message_unsent on message (page_id) where unsent_at is not null;
