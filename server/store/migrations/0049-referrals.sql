-- Why: the conversations that came from an ad or a link are looked for by it.
-- Beside the old version: adds an index only.

create index conversation_referral on conversation using gin (referrals jsonb_path_ops) where referrals <> '[]';
