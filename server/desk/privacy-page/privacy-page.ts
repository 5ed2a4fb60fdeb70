import type { ChangePrivacyPage, PrivacyPage } from '../../../contract/privacy-page.ts';
import { lockInstallation, readFact, writeFact } from '../../store/installation.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { defaultPrivacyText } from './default-text.ts';

const FACT = 'privacy-page';

async function readStored(db: Context['db']): Promise<ChangePrivacyPage> {
  // Written by `changePrivacyPage` alone, in this shape.
  const stored = (await readFact(db, FACT)) as ChangePrivacyPage | undefined;
  return stored ?? { organisation: '', contact: '', text: null };
}

/** The public page's text, for everybody. */
export async function readPrivacyText(ctx: Pick<Context, 'db'>): Promise<string> {
  const { text, ...facts } = await readStored(ctx.db);
  return text ?? defaultPrivacyText(facts);
}

/** The public page as it is edited. Administrators only. */
export async function readPrivacyPage(ctx: Context, publicUrl: string): Promise<PrivacyPage> {
  requireRight(ctx.actor, 'manage-privacy');
  const stored = await readStored(ctx.db);
  return { ...stored, defaultText: defaultPrivacyText(stored), url: `${publicUrl}/privacy` };
}

/** Changes the public page. Administrators only. No live event: everybody who opens the page reads it anew. */
export async function changePrivacyPage(
  ctx: Context,
  publicUrl: string,
  input: ChangePrivacyPage,
): Promise<PrivacyPage> {
  requireRight(ctx.actor, 'manage-privacy');
  await change(ctx, async (story) => {
    await lockInstallation(story.tx);
    await writeFact(story.tx, FACT, input);
    const { organisation, contact, text } = input;
    await audit(ctx, story, {
      action: 'privacy-page.changed',
      subjectId: null,
      detail: { organisation, contact, text: text === null ? 'the default' : `${text.length} characters` },
    });
  });
  return readPrivacyPage(ctx, publicUrl);
}
