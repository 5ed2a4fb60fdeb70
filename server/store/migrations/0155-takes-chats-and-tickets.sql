-- Why: an agent takes chats, tickets, or both, whatever they are seen as: tickets have an online switch of their own.
-- Beside the old version: yes; the old one offers either kind to everybody.

alter table desk_user
  add column takes_chats boolean not null default true,
  add column takes_tickets boolean not null default true;  -- comments are worked like tickets
