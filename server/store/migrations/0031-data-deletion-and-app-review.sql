-- Why: Meta tells when a person takes the app's authorisation back, or asks that what we hold of them is deleted, and
-- wants a page that shows how it stands; and App Review asks for one thing after the other, whose states are kept.
-- Beside the old version: adds tables only.

-- What was asked, not by whom: the identity is gone when the row is written.
create table data_deletion (
  code text primary key,                 -- told to Meta, and part of the status page's address; cannot be guessed
  request_hash bytea not null unique,    -- SHA-256 of app and signed request: the same request again is the same row
  meta_app_id uuid not null,
  requested_at timestamptz not null,
  done_at timestamptz not null,
  pages integer not null                 -- how many pages gave up a token of this person's
);

-- How far each permission is in App Review, by hand. What is not here has not been started.
create table review_state (
  permission text primary key,           -- Meta's name of the permission or feature
  state text not null check (state in ('not-started', 'submitted', 'approved', 'rejected')),
  note text not null default '',         -- what Meta wrote
  changed_by uuid not null references desk_user (id),
  changed_at timestamptz not null
);
