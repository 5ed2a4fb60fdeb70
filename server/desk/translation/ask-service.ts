import type { TranslationFault } from '../../../contract/translation.ts';
import {
  findTranslationService,
  giveBackCharacters,
  restTranslationService,
  takeCharacters,
  type TranslationServiceRow,
} from '../../store/translation-service.ts';
import { isDown } from './fault-words.ts';
import { detect, translate, type Heard, type ServiceAnswer } from './libre-translate.ts';
import { openService, type TranslationContext } from './translation-context.ts';

/** Who did not answer is left alone for so long: what waits for it then waits together, and is told to who asks. */
const restMs = 30_000;

/** The service if it is on, and nobody found it down a moment ago; a fault in its place otherwise. */
export async function findServiceOn(ctx: TranslationContext): Promise<ServiceAnswer<TranslationServiceRow>> {
  const row = await findTranslationService(ctx.db);
  if (!row?.isOn) return { ok: false, fault: 'off' };
  const isResting = row.restsUntil !== null && row.restsUntil > ctx.clock.now();
  return isResting ? { ok: false, fault: 'unreachable' } : { ok: true, value: row };
}

/**
 * Sends words of a page to the service, with no transaction open: counted first, so that the day's limit holds whatever
 * goes on at the same time, and given back where they did not get there.
 */
export async function askService(
  ctx: TranslationContext,
  row: TranslationServiceRow,
  asked: { pageId: string; text: string; from: string | null; to: string },
): Promise<ServiceAnswer<{ text: string; heard: Heard | null }>> {
  const { pageId, text, from, to } = asked;
  const service = openService(ctx, row);
  if (!service.ok) return service;
  const used = { day: dayOf(ctx.clock.now()), pageId, characters: text.length };
  if (!(await ctx.db.transaction().execute((tx) => takeCharacters(tx, used)))) {
    return { ok: false, fault: 'limit' };
  }
  const said = await translate(ctx.outgoing, service.value, { text, from, to });
  if (!said.ok) {
    if (!gotThere(said.fault)) await giveBackCharacters(ctx.db, used);
    if (isDown(said.fault)) {
      await restTranslationService(ctx.db, new Date(ctx.clock.now().getTime() + restMs));
    }
    return said;
  }
  if (from !== null || said.value.heard !== null) return said;
  // Older ones do not tell it with the translation.
  const found = await detect(ctx.outgoing, service.value, text.slice(0, 200));
  return { ok: true, value: { ...said.value, heard: found.ok ? found.value : null } };
}

/** What it failed at, or was too slow for, it has read. */
function gotThere(fault: TranslationFault): boolean {
  return fault === 'faulty' || fault === 'too-slow' || fault === 'not-understood';
}

/** A day of UTC, as `2026-11-26`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
