import { matchLanguage } from '../../../contract/match-language.ts';
import type { ChangeTranslation, ConversationTranslation } from '../../../contract/translation.ts';
import type { Db, Tx } from '../../store/db.ts';
import { findTranslationService } from '../../store/translation-service.ts';
import {
  askForNewest,
  findEarlierTranslation,
  lockTranslated,
  setTranslation,
} from '../../store/translations.ts';
import { requirePart, requireRight, sightOf, type Sight } from '../access.ts';
import { change, type Context } from '../context.ts';
import { translateMessageJob } from '../jobs.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { readLanguages } from './service.ts';
import { readTranslation, translationOf, type StoredTranslation } from './state-of.ts';

/** So many of the customer's newest words are translated when somebody begins to read in a language. */
const newestMost = 50;
/** In so many languages one conversation is read at once: each costs what the customer writes once more. */
const languagesMost = 3;

/**
 * Opens or closes translation in a conversation, says which language its customer writes, or in which one somebody reads
 * it. Whoever opens it is shown the newest words at once; older ones when they ask for them.
 *
 * @throws Problem `not-found` · `forbidden` for who only reads it · `conflict` where nothing is translated ·
 * `invalid` naming a language that the service does not know.
 */
export async function changeTranslation(
  ctx: Context,
  conversationId: string,
  input: ChangeTranslation,
): Promise<ConversationTranslation> {
  requireRight(ctx.actor, 'work-on-conversations');
  const service = await findTranslationService(ctx.db);
  return change(ctx, async (story) => {
    const conversation = await lockTranslated(story.tx, conversationId);
    if (!conversation) throw notFound('conversation');
    requirePart(ctx.actor, conversation);
    const before = translationOf(conversation.translation, conversation.settings);
    // Whoever does not want it any more may say so also while the service is off.
    if (!before || (!service?.isOn && input.isOn !== false))
      throw conflict('Translation is not on for this page.');
    const codes = readLanguages(service?.languages ?? []).map(({ code }) => code);
    requireKnown(input, codes);

    const stored = readTranslation(conversation.translation);
    const isOn = input.isOn ?? before.isOn;
    const readsIn = isOn ? languagesRead(before, input.readsIn) : stored.readsIn;
    const sight = sightOf(ctx.actor);
    const customer = await customerOf(story.tx, conversation, { stored, input, codes, sight });
    const after: StoredTranslation = { ...stored, isOn: input.isOn ?? stored.isOn, readsIn, ...customer };
    await setTranslation(story.tx, conversation.id, after);
    const departments = [conversation.departmentId];
    story.announce({ kind: 'conversation.changed', subjectId: conversation.id, departments });
    const now = translationOf(after, conversation.settings) ?? before;
    if (!isOn) return now;
    // Whoever names no language reads in those that it is read in already.
    for (const language of input.readsIn ? [input.readsIn] : now.readsIn) {
      const asked = await askForNewest(story.tx, {
        ...{ conversationId, language, most: newestMost },
        at: ctx.clock.now(),
      });
      for (const message of asked) {
        story.enqueue(translateMessageJob(message));
        const news = { subjectId: conversationId, messageId: message.id, departments };
        story.announce({ kind: 'message.changed', ...news });
      }
    }
    return now;
  });
}

function requireKnown({ readsIn, customerLanguage }: ChangeTranslation, codes: readonly string[]): void {
  const knows = (code: string | null | undefined) => !code || codes.length === 0 || codes.includes(code);
  if (!knows(readsIn)) throw invalid('readsIn', 'The service does not know this language.');
  if (!knows(customerLanguage)) throw invalid('customerLanguage', 'The service does not know this language.');
}

/**
 * Who comes to read in another language takes nothing from those who read already; who opens it anew begins with their
 * own. None: what the page says. Beyond a few the one that was named first goes.
 */
function languagesRead(before: ConversationTranslation, added: string | undefined): string[] {
  const read = before.isOn ? before.readsIn : [];
  if (added === undefined) return read;
  return [...read.filter((language) => language !== added), added].slice(-languagesMost);
}

type Customer = Pick<StoredTranslation, 'customerLanguage' | 'knownFrom'>;

/** What is said now, or was known; else what an earlier conversation told, or the profile. */
async function customerOf(
  db: Db | Tx,
  conversation: { id: string; contactId: string; locale: string | null },
  known: { stored: StoredTranslation; input: ChangeTranslation; codes: readonly string[]; sight: Sight },
): Promise<Customer> {
  const { stored, input, codes, sight } = known;
  if (input.customerLanguage === null) return { customerLanguage: null, knownFrom: null };
  if (input.customerLanguage) return { customerLanguage: input.customerLanguage, knownFrom: 'chosen' };
  const { customerLanguage, knownFrom } = stored;
  if (customerLanguage !== null) return { customerLanguage, knownFrom };
  // One that is not theirs to see is not told of by this either.
  const where = { contactId: conversation.contactId, notId: conversation.id, sight };
  const earlier = readTranslation((await findEarlierTranslation(db, where)) ?? null);
  const wasSaid = earlier.knownFrom === 'chosen' || earlier.knownFrom === 'earlier';
  if (earlier.customerLanguage !== null && codes.includes(earlier.customerLanguage)) {
    return { customerLanguage: earlier.customerLanguage, knownFrom: wasSaid ? 'earlier' : 'detected' };
  }
  const ofProfile = matchLanguage(conversation.locale, codes);
  return { customerLanguage: ofProfile, knownFrom: ofProfile === null ? null : 'profile' };
}
