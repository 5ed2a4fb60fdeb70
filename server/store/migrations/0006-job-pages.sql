-- Why: one slow page must not take every place of a worker, and a backlog of one kind must not be read
-- through to find the due jobs of another.
-- Beside the old version: yes; it leaves the new column empty and keeps its order.

alter table job add column page_id uuid;  -- whose work it is: jobs of one page never take all places of their kind

drop index job_due;
create index job_due on job (kind, run_at, id) where lease_until is null and failed_at is null;
