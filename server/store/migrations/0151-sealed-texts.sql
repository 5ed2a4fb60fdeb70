-- Why: where a rule masks what a customer wrote, a house may have to be able to read it all the same: sealed, apart from the
-- message, and gone with it.
-- Beside the old version: adds a table only.

create table sealed_text (
  message_id uuid not null references message on delete cascade,
  said_at timestamptz not null,   -- Meta's time of the wording: an edit is another one
  sealed text not null,           -- as `server/kit/secrets.ts` seals, for this message
  primary key (message_id, said_at)
);
