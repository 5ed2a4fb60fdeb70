import { isSameLanguage } from '../../../contract/match-language.ts';
import { translationLanguage, type TranslationFault } from '../../../contract/translation.ts';
import type { MessageTranslationTable } from '../../store/tables.ts';
import { findTranslationService } from '../../store/translation-service.ts';
import {
  findToTranslate,
  lockTranslated,
  setTranslation,
  writeTranslation,
  type MessageToTranslate,
} from '../../store/translations.ts';
import { change, type Change } from '../context.ts';
import type { Again } from '../messages/send-context.ts';
import { askService } from './ask-service.ts';
import { isDown, mayPass } from './fault-words.ts';
import type { Heard, ServiceAnswer } from './libre-translate.ts';
import type { TranslationContext } from './translation-context.ts';
import { heardIn, languageOf, languagesWanted, waitingSince } from './wanted.ts';

/** A translation that comes later than this helps nobody any more; who wants it still asks for it. */
const giveUpAfterMs = 15 * 60_000;
const firstRetryMs = 5_000;
const mostRetryMs = 120_000;

/**
 * Translates one message into the languages that it is waited for in, with no transaction open. The message itself is
 * never touched. Of one message one after another, so that an edit's words come last.
 *
 * No access check: whoever asked was checked, and the clock acts.
 *
 * @param input.attempts  how often the job was tried, this time included.
 * @returns when to try again; nothing when it needs no more work.
 */
export async function translateMessage(
  ctx: TranslationContext,
  { messageId, attempts }: { messageId: string; attempts: number },
): Promise<Again | void> {
  const message = await findToTranslate(ctx.db, messageId);
  if (!message) return;
  let later: Again | undefined;
  for (const language of languagesWanted(message)) {
    const again = await translateInto(ctx, message, { language, attempts });
    if (again) later = again;
  }
  return later;
}

async function translateInto(
  ctx: TranslationContext,
  message: MessageToTranslate,
  { language, attempts }: { language: string; attempts: number },
): Promise<Again | void> {
  const from = languageOf(message);
  if (from !== null && isSameLanguage(from, language)) {
    return keep(ctx, message, { language, state: 'same', otherLanguage: from });
  }
  const service = await findTranslationService(ctx.db);
  if (!service?.isOn) {
    // What nobody asked for is left as it is: whoever reads it while the service is off is shown nothing of this.
    const isAsked = message.existing.some((each) => each.language === language && each.state === 'asked');
    return isAsked ? fail(ctx, message, { language, fault: 'off' }) : undefined;
  }
  const now = ctx.clock.now();
  const isLate = now.getTime() - waitingSince(message, language).getTime() > giveUpAfterMs;
  if (service.restsUntil !== null && service.restsUntil > now) {
    if (isLate) return fail(ctx, message, { language, fault: 'unreachable' });
    return { runAt: service.restsUntil, reason: 'The service does not answer.', countsAsAttempt: false };
  }
  const asked = { pageId: message.pageId, text: message.text, from, to: language };
  const said = await askService(ctx, service, asked);
  if (said.ok) return keepAnswer(ctx, message, { language, from, ...said.value });
  if (!mayPass(said.fault) || isLate) return fail(ctx, message, { language, fault: said.fault });
  await keep(ctx, message, { language, state: 'asked', fault: said.fault });
  return againAfter(ctx, said, attempts);
}

function againAfter(
  ctx: TranslationContext,
  { fault }: Extract<ServiceAnswer<never>, { ok: false }>,
  attempts: number,
): Again {
  const waitMs = Math.min(firstRetryMs * 2 ** Math.min(attempts - 1, 10), mostRetryMs);
  const runAt = new Date(ctx.clock.now().getTime() + waitMs);
  return { runAt, reason: `The service was asked: ${fault}.`, countsAsAttempt: !isDown(fault) };
}

async function keepAnswer(
  ctx: TranslationContext,
  message: MessageToTranslate,
  said: { language: string; from: string | null; text: string; heard: Heard | null },
): Promise<void> {
  const heard = translationLanguage.safeParse(said.heard?.language).data ?? null;
  const otherLanguage = said.from ?? heard;
  const isSame =
    (otherLanguage !== null && isSameLanguage(otherLanguage, said.language)) ||
    said.text.trim() === message.text.trim();
  const language = said.language;
  await keep(
    ctx,
    message,
    isSame
      ? { language, state: 'same', otherLanguage }
      : { language, state: 'done', text: said.text, otherLanguage },
    heard === null || said.heard === null ? null : { ...said.heard, language: heard },
  );
}

type Outcome = Pick<MessageTranslationTable, 'language' | 'state'> &
  Partial<Pick<MessageTranslationTable, 'text' | 'otherLanguage'>> & { fault?: TranslationFault };

const fail = (ctx: TranslationContext, message: MessageToTranslate, outcome: Omit<Outcome, 'state'>) =>
  keep(ctx, message, { ...outcome, state: 'failed' });

/** Keeps what came of it, and what it told of the customer, with the news of both. */
async function keep(
  ctx: TranslationContext,
  message: MessageToTranslate,
  outcome: Outcome,
  heard: Heard | null = null,
): Promise<void> {
  await change(ctx, async (story) => {
    // The conversation before its message, as everybody locks them.
    if (message.direction === 'in' && heard !== null) await keepHeard(story, message, heard);
    const { text = null, otherLanguage = null, fault = null } = outcome;
    const isKept = await writeTranslation(story.tx, {
      ...{ messageId: message.id, madeBy: 'service', ofText: message.ofText },
      // Who waits since a while goes on waiting since then.
      at: outcome.state === 'asked' ? waitingSince(message, outcome.language) : ctx.clock.now(),
      ...{ language: outcome.language, state: outcome.state, text, otherLanguage, fault },
    });
    if (!isKept) return;
    story.announce({
      kind: 'message.changed',
      ...{ subjectId: message.conversationId, messageId: message.id, departments: [message.departmentId] },
    });
  });
}

async function keepHeard(story: Change, message: MessageToTranslate, heard: Heard): Promise<void> {
  if (heardIn(message.translation, message, heard) === null) return;
  const conversation = await lockTranslated(story.tx, message.conversationId);
  const known = conversation && heardIn(conversation.translation, message, heard);
  if (!known) return;
  await setTranslation(story.tx, conversation.id, known);
  const departments = [conversation.departmentId];
  story.announce({ kind: 'conversation.changed', subjectId: conversation.id, departments });
}
