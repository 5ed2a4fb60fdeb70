import type { Plan, PlannedConversation, PlannedMessage } from '../inbound/plan.ts';
import type { TranslationSettings } from '../../../contract/page-settings.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import type { NewJob } from '../../store/job-queue.ts';
import { translateMessageJob } from '../jobs.ts';
import { isTranslated, readPageTranslation } from './state-of.ts';

/**
 * Jobs for what customers said or wrote anew in a batch, where their conversation is translated. It asks nothing, and
 * looks at nothing but the pages when none of them is translated. What was read afterwards is translated when somebody
 * asks for it.
 */
export function translationJobs(plan: Plan): NewJob[] {
  if (plan.isBackfill) return [];
  const translated = new Set([...conversationsOf(plan)].map(({ row }) => row.id));
  if (translated.size === 0) return [];
  return [...plan.messagesById.values()].flatMap((message) =>
    translated.has(message.row.conversationId) && hasNewWords(message)
      ? translateMessageJob(message.row)
      : [],
  );
}

/** Those that are translated. */
function* conversationsOf({ contacts, threads }: Plan): Generator<PlannedConversation> {
  for (const { page, conversations } of [...contacts.values(), ...threads.byId.values()]) {
    const settings = settingsOf(page);
    if (settings === null) continue;
    for (const conversation of conversations) {
      if (isTranslated(conversation.row.translation, settings)) yield conversation;
    }
  }
}

/** Read once for a page and a batch: all that it brings bears the same row. */
const known = new WeakMap<PageFact, TranslationSettings | null>();

/** Null: nothing was ever set, as for most pages. */
function settingsOf(page: PageFact): TranslationSettings | null {
  let settings = known.get(page);
  if (settings === undefined) {
    const { settings: stored } = page;
    const isSet = typeof stored === 'object' && stored !== null && 'translation' in stored;
    settings = isSet ? readPageTranslation(stored.translation) : null;
    known.set(page, settings);
  }
  return settings;
}

/** A known message of a customer's changes by an edit, or when it is taken back. */
function hasNewWords({ row, isNew, isChanged }: PlannedMessage): boolean {
  if (row.direction !== 'in' || (!isNew && !isChanged)) return false;
  return row.text !== null && row.unsentAt === null && !row.withheld;
}
