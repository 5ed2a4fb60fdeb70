import { lockPagesOfPerson } from '../../store/facebook-person.ts';
import { updateConnection } from '../../store/page-connections.ts';
import { audit } from '../audit.ts';
import type { Change, Context } from '../context.ts';

/**
 * Gives up the tokens that a person gave an app, since Facebook no longer honours them: their pages are shown as
 * expired, with the reason, and are connected again like any other.
 *
 * @param asked.before  when the person said so: a token given later is another consent, and stays. Null: all of them.
 * @returns the pages of this person, and those that lost their token now.
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
  for (const page of losing) {
    const expired = { state: 'expired', stateReason: asked.reason, forgetToken: true } as const;
    await updateConnection(story.tx, page.id, expired, ctx.clock.now());
    await audit(ctx, story, { action: 'page.deauthorized', subjectId: page.id });
    story.announce({ kind: 'page.changed', subjectId: page.id, departments: [page.departmentId] });
  }
  return { pageIds: meant.map(({ id }) => id), lost: losing.length };
}
