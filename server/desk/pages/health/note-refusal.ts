import type { GraphErrorClass } from '../../../facebook/graph/error.ts';
import type { PageHealthChange } from '../../../store/page-health.ts';
import { change, type Change, type Context } from '../../context.ts';
import { faultWords } from './judge-page.ts';
import { learnOfPage } from './learn-of-page.ts';

/**
 * What a refusal of Facebook's, of whatever call, says of the page: a dead token, a permission that is missing, a
 * restriction. A fault that passes, or one of the message alone, says nothing and changes nothing.
 *
 * @param page.tokenSealed  the token that the call was made with.
 */
export async function noteRefusal(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  page: { id: string; tokenSealed: string | null },
  told: GraphErrorClass,
): Promise<void> {
  const health = faultOf(told);
  if (health) await learnOfPage(ctx, story, page.id, { health, tokenSealed: page.tokenSealed });
}

/**
 * Notes the dead token that a call met which no change waits for; what else a refusal says is a matter of that call.
 * @param page.tokenSealed  the token that the call was made with.
 */
export async function noteDeadToken(
  ctx: Pick<Context, 'db' | 'clock' | 'bell' | 'newId'>,
  page: { pageId: string; tokenSealed: string | null },
  told: GraphErrorClass,
): Promise<void> {
  if (told.kind !== 'token') return;
  const { pageId: id, tokenSealed } = page;
  await change(ctx, (story) => noteRefusal(ctx, story, { id, tokenSealed }, told));
}

/** The fault of the page in a refusal; null when it is none of the page's. */
export function faultOf(told: GraphErrorClass): PageHealthChange | null {
  if (told.scope === 'message') return null;
  switch (told.kind) {
    case 'token':
      return { tokenFault: faultWords(told) };
    case 'permission':
      return { permissionFault: faultWords(told) };
    case 'page-restricted':
      return { restriction: faultWords(told) };
    default:
      return null;
  }
}

/** A call that only a page in good standing gets through: no fault of its token holds any longer. */
export async function noteSuccess(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  page: { id: string; tokenSealed: string | null },
): Promise<void> {
  const health = { tokenFault: null, permissionFault: null, restriction: null };
  await learnOfPage(ctx, story, page.id, { health, tokenSealed: page.tokenSealed });
}
