-- Why: who answers sees whether a comment stands under a reel, a live video, or an ad that is not on the page.
-- Beside the old version: adds a column that it does not write.

alter table post add column is_published boolean;   -- false: shown as an ad, or not yet; null: not told
