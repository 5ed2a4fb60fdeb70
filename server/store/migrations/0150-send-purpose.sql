-- Why: what an answer after the first 24 hours is for is kept with it: Meta allows it for the customer's own matter alone.
-- Beside the old version: adds a column that it does not write.

alter table message add column purpose jsonb;   -- {kind, words} as in the contract
