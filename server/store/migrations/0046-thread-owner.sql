-- Why: another app, or Meta's own inbox, may hold a person's thread; then nothing of ours may go into it.
-- Beside the old version: adds columns that it leaves alone.

alter table contact
  add column thread_owner text,          -- Meta's id of the other app that holds the thread, or 'unknown'; null: nobody else
  add column thread_owner_at timestamptz;-- Meta's time of what told it last
