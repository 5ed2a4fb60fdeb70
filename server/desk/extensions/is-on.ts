import type { ExtensionId } from '../../../contract/extensions.ts';
import { countExtensionUses, readExtensionSwitch, writeExtensionSwitch } from '../../store/extensions.ts';
import { lockInstallation } from '../../store/installation.ts';
import { change, type Change, type Context } from '../context.ts';
import { conflict } from '../problems.ts';
import { catalogue } from './catalogue.ts';

/** Whether a part is on. What was never decided is on. */
export async function isExtensionOn(db: Context['db'] | Change['tx'], id: ExtensionId): Promise<boolean> {
  return (await readExtensionSwitch(db, id))?.isOn ?? true;
}

/**
 * Refuses what a part that is off does not offer: connecting a page, making a chat channel.
 * @throws Problem `conflict` with `data.extension`.
 */
export async function requireExtension(db: Context['db'] | Change['tx'], id: ExtensionId): Promise<void> {
  if (await isExtensionOn(db, id)) return;
  throw conflict(`${catalogue[id].name} is switched off. Switch it on under Settings, Extensions.`, {
    extension: id,
  });
}

/**
 * Decides for an installation that starts for the first time: every part is off until an administrator switches it
 * on. One that has pages already keeps them and Facebook; what was decided before stands.
 * No access check and no live event: it runs before anybody can sign in.
 */
export async function ensureExtensions(ctx: Omit<Context, 'actor'>): Promise<void> {
  await change(ctx, async ({ tx }) => {
    await lockInstallation(tx);
    const { pages, chatChannels } = await countExtensionUses(tx);
    const uses: Record<ExtensionId, number> = { facebook: pages, 'online-chat': chatChannels };
    for (const id of Object.keys(uses) as ExtensionId[]) {
      if (await readExtensionSwitch(tx, id)) continue;
      await writeExtensionSwitch(tx, id, { isOn: uses[id] > 0, at: null, by: null });
    }
  });
}
