import type { StoppedPages, UninstallFacebook } from '../../../contract/extensions.ts';
import { writeExtensionSwitch } from '../../store/extensions.ts';
import { lockInstallation } from '../../store/installation.ts';
import { listMetaApps } from '../../store/meta-apps.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { eraseConversationsJob } from '../jobs.ts';
import type { PageDeps } from '../pages/connect-page.ts';
import { removeMetaApp } from '../pages/meta-apps.ts';
import { postActivity } from '../setup-room/post.ts';
import { stopAllPages } from './unauthorize.ts';

/**
 * Uninstalls Facebook: every page is taken off the desk, then every Meta app with its secret, and the part is switched
 * off. Conversations stay readable, unless their deletion was ticked: then a job erases them bit by bit. When Facebook
 * cannot be asked about a page, that page, its app and the switch stay, and it can be tried again. Administrators only.
 *
 * @throws Problem `conflict` when the pages are no longer those that were read.
 */
export async function uninstallFacebook(
  ctx: Context,
  deps: PageDeps,
  { pageIds, deleteData }: UninstallFacebook,
): Promise<StoppedPages> {
  requireRight(ctx.actor, 'manage-extensions');
  const stopped = await stopAllPages(ctx, deps, pageIds);
  if (!stopped.isDone) return stopped;
  for (const app of await listMetaApps(ctx.db)) await removeMetaApp(ctx, app.id);
  await change(ctx, async (story) => {
    await lockInstallation(story.tx);
    const now = ctx.clock.now();
    const off = { isOn: false, at: now.toISOString(), by: actorId(ctx.actor) };
    await writeExtensionSwitch(story.tx, 'facebook', off);
    await audit(ctx, story, {
      action: 'extension.uninstalled',
      subjectId: null,
      detail: { extension: 'facebook', pages: stopped.items.length, deleteData },
    });
    if (deleteData) story.enqueue(eraseConversationsJob(now));
    await postActivity(ctx, story, { act: 'uninstalled' });
  });
  return stopped;
}
