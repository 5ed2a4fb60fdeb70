-- Why: a conversation can be sent as an e-mail; its words are put together when the mail goes out, and not kept a second time.
-- Beside the old version: no; it would send such a mail without the words.

alter table mail add column conversation_id uuid references conversation (id) on delete cascade; -- null: no transcript
alter table mail add column with_automated boolean;                                              -- of a transcript alone
create index mail_of_conversation on mail (conversation_id) where conversation_id is not null;
