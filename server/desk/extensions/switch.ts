import type { Extension, ExtensionId, SwitchExtension } from '../../../contract/extensions.ts';
import {
  findAcknowledgement,
  insertAcknowledgement,
  readExtensionSwitch,
  writeExtensionSwitch,
} from '../../store/extensions.ts';
import { lockInstallation } from '../../store/installation.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { invalid } from '../problems.ts';
import { postActivity, postChecklist } from '../setup-room/post.ts';
import { catalogue } from './catalogue.ts';
import { presentExtension } from './present-extension.ts';

/**
 * Switches a part on or off. Administrators only. Facebook goes on only with the acknowledgement of the text in force,
 * and opens the setup room, whose checklist is posted once. To switch what is so already changes nothing.
 *
 * @throws Problem `invalid` naming `acknowledgedVersion` when the text was not accepted, or an older wording was.
 */
export async function switchExtension(
  ctx: Context,
  id: ExtensionId,
  { isOn, acknowledgedVersion }: SwitchExtension,
): Promise<Extension> {
  requireRight(ctx.actor, 'manage-extensions');
  const { acknowledgement } = catalogue[id];
  if (isOn && acknowledgement && acknowledgedVersion !== acknowledgement.version) {
    throw invalid(
      'acknowledgedVersion',
      acknowledgedVersion === undefined
        ? 'Read what it means and accept it first.'
        : 'The text has changed since. Read it again and accept it.',
    );
  }
  await change(ctx, async (story) => {
    // Two administrators at once: the second one finds it done.
    await lockInstallation(story.tx);
    if (isOn && acknowledgement) await accept(ctx, story, id, acknowledgement.version);
    const before = await readExtensionSwitch(story.tx, id);
    if (before?.isOn === isOn) return;
    const by = actorId(ctx.actor);
    await writeExtensionSwitch(story.tx, id, { isOn, at: ctx.clock.now().toISOString(), by });
    await audit(ctx, story, {
      action: isOn ? 'extension.switched-on' : 'extension.switched-off',
      subjectId: null,
      detail: { extension: id },
    });
    if (id !== 'facebook') return;
    await postActivity(ctx, story, { act: isOn ? 'switched-on' : 'switched-off' });
    if (isOn) await postChecklist(ctx, story);
  });
  return presentExtension(ctx.db, id);
}

/** Stores who accepted which wording, and when; what was accepted already is not accepted twice. */
async function accept(
  ctx: Context,
  story: Change,
  extension: ExtensionId,
  textVersion: string,
): Promise<void> {
  const userId = actorId(ctx.actor);
  if (userId === null || (await findAcknowledgement(story.tx, extension))?.textVersion === textVersion)
    return;
  const at = ctx.clock.now();
  await insertAcknowledgement(story.tx, { id: ctx.newId(), extension, textVersion, userId, at });
  await audit(ctx, story, {
    action: 'extension.acknowledged',
    subjectId: null,
    detail: { extension, textVersion },
  });
}
