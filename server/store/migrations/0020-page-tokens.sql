-- Why: what Facebook tells of a page's token, who gave it, and pages and apps that were taken off the desk while
-- their history stays.
-- Beside the old version: adds columns that it leaves alone; a removed page looks unsubscribed to it.

alter table page
  add column token_scopes text[] not null default '{}',  -- permissions of the token, by Meta's names
  add column page_tasks text[] not null default '{}',    -- what the connecting person may do there: MESSAGING, …
  add column token_expires_at timestamptz,               -- null: does not end by itself, or not known
  add column data_access_expires_at timestamptz,         -- then Meta stops showing data of people
  add column token_checked_at timestamptz,               -- when Facebook was last asked about the token
  add column subscribed_fields text[],                   -- webhook fields of the page; null: not subscribed, or not known
  add column connected_by uuid references desk_user (id),
  add column connected_at timestamptz,                   -- when the token was given
  add column facebook_user_id text,                      -- whose token it is: the person's id in the Meta app
  add column facebook_user_name text,
  add column picture_file_id uuid references file (id),
  add column ignored_count integer not null default 0,   -- events that came while it was unsubscribed
  add column removed_at timestamptz;                     -- taken off the desk; connecting it again revives the row

alter table meta_app
  add column removed_at timestamptz;                     -- taken off the desk; the secret is gone with it
