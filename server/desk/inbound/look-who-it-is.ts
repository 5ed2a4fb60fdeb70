import { identifyJob, identifyPastJob } from '../jobs.ts';
import type { Plan, PlannedConversation } from './plan.ts';

/** Leaves the work of finding out who a new conversation's customer is. */
export function lookWhoItIs(plan: Plan, { row }: PlannedConversation): void {
  // Those of the past stand together in one job, behind which no live one waits.
  if (plan.isBackfill) plan.begunInPast.set(row.contactId, row);
  else plan.jobs.push(identifyJob(row));
}

/** The same for all that a reading of the past began: of each person the last conversation, since all go with them. */
export function lookWhoTheyAre({ begunInPast, jobs }: Plan): void {
  const [first] = begunInPast.values();
  if (!first) return;
  const conversationIds = [...begunInPast.values()].map(({ id }) => id);
  jobs.push(identifyPastJob({ conversationIds, pageId: first.pageId }));
}
