import { lockPagesOfPerson } from '../../store/facebook-person.ts';
import { audit } from '../audit.ts';
import type { Change, Context } from '../context.ts';
import { learnOfPage } from '../pages/health/learn-of-page.ts';

/**
 * Takes for dead the tokens that a person gave an app, since Facebook no longer honours them: their pages are shown as
 * expired, with the reason, administrators are told by mail, and the pages are connected again like any other.
 *
 * @param asked.before  when the person said so: a token given later is another consent, and stays. Null: all of them.
 * @param asked.reason  a sentence for people; what to do follows it by itself.
 * @returns the pages of this person, and how many of them had a token.
 */
export async function giveUpTokens(
  ctx: Context,
  story: Change,
  asked: { metaAppId: string; userId: string; before: Date | null; reason: string },
): Promise<{ pageIds: string[]; lost: number }> {
  const pages = await lockPagesOfPerson(story.tx, asked.metaAppId, asked.userId);
  const meant = pages.filter(
    ({ connectedAt, createdAt }) => asked.before === null || (connectedAt ?? createdAt) <= asked.before,
  );
  const losing = meant.filter(({ tokenSealed }) => tokenSealed !== null);
  for (const { id, tokenSealed } of losing) {
    await learnOfPage(ctx, story, id, { health: { tokenFault: asked.reason }, tokenSealed });
    await audit(ctx, story, { action: 'page.deauthorized', subjectId: id });
  }
  return { pageIds: meant.map(({ id }) => id), lost: losing.length };
}
