-- Why: who let a request go by gets requests again by themselves after a time, where the work stream says so.
-- Beside the old version: yes. It makes inactive until somebody takes that back.

alter table desk_user add column inactive_until timestamptz;   -- null: until it is taken back
create index desk_user_paused on desk_user (inactive_until) where inactive_until is not null;
