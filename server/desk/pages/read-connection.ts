import type { PageConnection } from '../../../contract/pages.ts';
import { permissions } from '../../../contract/permissions.ts';
import { countHeldReplies } from '../../store/page-health.ts';
import { findConnection } from '../../store/page-connections.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { presentPages } from './present-page.ts';

/** What a page's connection is made of, without its keys. Administrators only. @throws Problem `not-found`. */
export async function readConnection(ctx: Context, id: string): Promise<PageConnection> {
  requireRight(ctx.actor, 'manage-pages');
  const [row, [page], heldReplies] = await Promise.all([
    findConnection(ctx.db, { id }),
    presentPages(ctx.db, [id]),
    countHeldReplies(ctx.db, id),
  ]);
  if (!row || !page) throw notFound('page');
  const { connectedBy, connectedByName, facebookUserId } = row;
  return {
    page,
    metaApp: { id: page.metaAppId, name: row.metaAppName, appId: row.appId },
    connectedBy:
      connectedBy === null || connectedByName === null
        ? null
        : {
            id: connectedBy as NonNullable<PageConnection['connectedBy']>['id'],
            name: connectedByName,
          },
    connectedAt: row.connectedAt?.toISOString() ?? null,
    facebookUser: facebookUserId === null ? null : { id: facebookUserId, name: row.facebookUserName },
    permissions: permissions.map(({ scope, words, isEssential, without }) => ({
      scope,
      words,
      isEssential,
      without,
      isGranted: row.tokenScopes.includes(scope),
    })),
    tasks: row.pageTasks,
    checkedAt: row.tokenCheckedAt?.toISOString() ?? null,
    subscribedFields: row.subscribedFields,
    ignoredCount: row.ignoredCount,
    heldReplies,
  };
}
