-- Why: administrators look through what customers were asked and answered, over all pages, the newest first.
-- Beside the old version: yes; it adds an index.

create index consent_record_asked on consent_record (asked_at desc, id desc);
