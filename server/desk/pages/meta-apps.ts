import type { CreateMetaApp, MetaApp } from '../../../contract/pages.ts';
import { randomToken } from '../../kit/random.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { insertMetaApp, listMetaApps as listRows } from '../../store/page-settings.ts';
import { requireAdministrator } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid } from '../problems.ts';

type Row = Awaited<ReturnType<typeof listRows>>[number];

function presentMetaApp(row: Row, publicUrl: string): MetaApp {
  return {
    id: row.id as MetaApp['id'],
    name: row.name,
    appId: row.appId,
    callbackUrl: `${publicUrl}/webhooks/facebook/${row.appKey}`,
    verifyToken: row.verifyToken,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The organisation's own Meta apps, without their secrets. Administrators only. */
export async function listMetaApps(ctx: Context, publicUrl: string): Promise<MetaApp[]> {
  requireAdministrator(ctx.actor);
  return (await listRows(ctx.db)).map((row) => presentMetaApp(row, publicUrl));
}

/**
 * Adds a Meta app; its secret is sealed for its row and never told again. Administrators only.
 * @throws Problem `invalid` when an app with this App ID is there already.
 */
export async function createMetaApp(
  ctx: Context,
  deps: { secrets: Secrets; publicUrl: string },
  input: CreateMetaApp,
): Promise<MetaApp> {
  requireAdministrator(ctx.actor);
  const id = ctx.newId();
  const row = {
    id,
    appKey: randomToken(18),
    name: input.name,
    appId: input.appId,
    appSecretSealed: deps.secrets.seal(input.appSecret, id),
    verifyToken: randomToken(24),
    createdAt: ctx.clock.now(),
  };
  await change(ctx, async (story) => {
    if (!(await insertMetaApp(story.tx, row))) throw invalid('appId', 'This app is here already.');
    const { name, appId } = input;
    await audit(ctx, story, { action: 'meta-app.created', subjectId: id, detail: { name, appId } });
  });
  return presentMetaApp(row, deps.publicUrl);
}
