import { textLayer, type ChangeChannelText, type ChannelTexts } from '../../../contract/automated-layers.ts';
import { settableMessages, type AutomatedKey } from '../../../contract/automated-messages.ts';
import { findChannelText, readChannelTexts, writeChannelText } from '../../store/channel-texts.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid } from '../problems.ts';

/** What is set for the texts of all Facebook pages, all of them in the order of their list. Administrators only. */
export async function listChannelTexts(ctx: Context): Promise<ChannelTexts> {
  requireRight(ctx.actor, 'manage-automated-texts');
  const stored = (await readChannelTexts(ctx.db)) as Record<string, unknown>;
  return {
    items: settableMessages.map(({ key }) => ({ key, ...textLayer(key).parse(stored[key] ?? {}) })),
  };
}

/**
 * Sets one text for all Facebook pages: what is not named stays, null and no words at all are what the desk has by
 * itself. Pages that say something of their own keep it. Administrators only.
 *
 * @throws Problem `invalid` for a text that is too long or holds an unknown word in braces (`byLanguage.fr`).
 */
export async function changeChannelText(
  ctx: Context,
  key: AutomatedKey,
  input: ChangeChannelText,
): Promise<ChannelTexts['items'][number]> {
  requireRight(ctx.actor, 'manage-automated-texts');
  return change(ctx, async (story) => {
    const before = textLayer(key).parse((await findChannelText(story.tx, key)) ?? {});
    const { isOn = before.isOn, byLanguage = before.byLanguage } = input;
    const parsed = textLayer(key).safeParse({ isOn, byLanguage });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw invalid(issue?.path.join('.') ?? 'byLanguage', issue?.message ?? 'This text cannot be sent.');
    }
    await writeChannelText(story.tx, { key, ...parsed.data });
    await audit(ctx, story, {
      action: 'automated-text.changed',
      subjectId: null,
      detail: {
        text: key,
        before: before.isOn,
        isOn: parsed.data.isOn,
        languages: Object.keys(parsed.data.byLanguage),
      },
    });
    story.announce({ kind: 'automated-texts.changed', subjectId: ctx.newId() });
    return { key, ...parsed.data };
  });
}
