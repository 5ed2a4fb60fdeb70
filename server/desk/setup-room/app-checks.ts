import type { Secrets } from '../../kit/secrets.ts';
import { readFact, writeFact } from '../../store/installation.ts';
import { listMetaApps } from '../../store/meta-apps.ts';
import { requireRight } from '../access.ts';
import { change, type Context } from '../context.ts';
import type { AppGateway } from './app-gateway.ts';
import { announceChecklist } from './post.ts';

/** What Facebook said of our apps, and when. */
export interface AppChecks {
  at: string;
  apps: {
    name: string;
    /** Null: Facebook did not answer. */
    isValid: boolean | null;
    /** Where its webhooks for pages go. */
    callback: 'ours' | 'other' | 'none';
    pageFields: string[];
  }[];
}

const FACT = 'setup.app-checks';

/** What was found when it was last asked; null: never asked. */
export async function readAppChecks(db: Context['db']): Promise<AppChecks | null> {
  // Written below, and nowhere else.
  return ((await readFact(db, FACT)) as AppChecks | undefined) ?? null;
}

/**
 * Asks Facebook about each of our apps: whether id and secret belong together, and where its webhooks go.
 * Administrators only. Not audited: nothing of anybody's is changed by looking.
 */
export async function checkApps(
  ctx: Context,
  deps: { secrets: Secrets; publicUrl: string; appGateway: AppGateway },
): Promise<void> {
  requireRight(ctx.actor, 'manage-pages');
  const rows = await listMetaApps(ctx.db);
  const apps = await Promise.all(
    rows.map(async (row): Promise<AppChecks['apps'][number]> => {
      const app = { appId: row.appId, appSecret: deps.secrets.open(row.appSecretSealed, row.id) };
      const answer = await deps.appGateway.readApp(app);
      if (answer.kind !== 'told') {
        const isValid = answer.kind === 'refused' ? false : null;
        return { name: row.name, isValid, callback: 'none', pageFields: [] };
      }
      const ofPages = answer.subscriptions.find(({ object }) => object === 'page');
      const isOurs =
        ofPages?.callbackUrl === `${deps.publicUrl}/webhooks/facebook/${row.appKey}` && ofPages.isActive;
      return {
        name: row.name,
        isValid: true,
        callback: isOurs ? 'ours' : ofPages?.callbackUrl ? 'other' : 'none',
        pageFields: ofPages?.fields ?? [],
      };
    }),
  );
  await change(ctx, async (story) => {
    await writeFact(story.tx, FACT, { at: ctx.clock.now().toISOString(), apps } satisfies AppChecks);
    announceChecklist(story);
  });
}
