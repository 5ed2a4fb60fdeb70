-- Why: every conversation has a ticket's status, derived from its life or set by hand, and a subject.
-- Beside the old version: yes; the columns have defaults, and the trigger keeps them right whoever writes.

alter table conversation
  add column ticket_set text check (ticket_set in ('new', 'opened', 'pending', 'on-hold', 'solved', 'closed', 'spam')),
  add column subject text,                              -- as somebody wrote it; null: the customer's first words
  add column owes_answer boolean not null default false,-- parked while the customer waits for work of ours
  add column is_touched boolean not null default false; -- somebody had it, wrote a note in it or tagged it
update conversation set is_touched = true where assignee_id is not null or transfer_count > 0 or reopened_count > 0;

-- The table of `server/desk/tickets/derive-status.ts` for lists and the trigger below; a test holds the two together.
-- That a solved one is closed when the page's time for reopening is over is for the clock of whoever asks.
create function pagedesk_ticket_status(
  status text, is_touched boolean, waiting_since timestamptz, owes_answer boolean
) returns text language sql immutable as $$
  select case
    when status in ('wrapup', 'closed') then 'solved'
    when status = 'waiting' and owes_answer then 'on-hold'
    when waiting_since is null then 'pending'
    when status = 'open' and not is_touched then 'new'
    else 'opened'
  end
$$;

-- Whoever has it has touched it, and what was set by hand holds until something is said or another status follows.
create function pagedesk_ticket_moved() returns trigger language plpgsql as $$
begin
  new.is_touched := new.is_touched or new.assignee_id is not null or new.reopened_count > 0;
  if new.status <> 'waiting' then new.owes_answer := false; end if;
  if new.ticket_set is not distinct from old.ticket_set
    and (pagedesk_ticket_status(old.status, old.is_touched, old.waiting_since, old.owes_answer)
        <> pagedesk_ticket_status(new.status, new.is_touched, new.waiting_since, new.owes_answer)
      -- One of the two said something; what is over stays what it was set to.
      or (new.status <> 'closed' and new.last_message_at is distinct from old.last_message_at
        and new.last_message ->> 'kind' <> 'note'))
  then new.ticket_set := null; end if;
  return new;
end
$$;
-- Called for few updates: intake's usual one changes nothing of this.
create trigger conversation_ticket_moved before update on conversation for each row
  when (old.ticket_set is not null or old.owes_answer
    or (not old.is_touched and (new.assignee_id is not null or new.reopened_count > 0)))
  execute function pagedesk_ticket_moved();

create index conversation_subject on conversation using gin (pagedesk_fold(subject) gin_trgm_ops) where subject is not null;
