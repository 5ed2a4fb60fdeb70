-- Why: what one person said in public is found in whichever threads it stands: to be exported, and to be erased.
-- Beside the old version: adds an index only.

create index message_public on message (contact_id) where mid like 'comment:%' or mid like 'post:%';
