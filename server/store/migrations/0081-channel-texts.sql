-- Why: texts that the desk sends by itself are set for all pages of a channel at once, below what a page says itself.
-- Beside the old version: yes; it goes by what each page says, and by its own defaults.

create table channel_text (
  channel text not null check (channel in ('facebook')),
  key text not null,                     -- 'welcome', 'outOfHours', …: as in the contract
  is_on boolean,                         -- null: as the desk has it by itself
  by_language jsonb not null default '{}',
  primary key (channel, key)
);
