-- Why: whether a comment's author is banned is asked for every comment that is shown.
-- Beside the old version: adds an index only.

create index comment_act_bans on comment_act (page_id) where kind in ('ban', 'unban');
