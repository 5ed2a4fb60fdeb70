import { readFact, writeFact } from '../../store/installation.ts';
import type { Db, Tx } from '../../store/db.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';

const FACT = 'trigger-sender';
const usual = 'Assistant';

/** In whose name triggers act and write: the installation's bot. */
export async function readSender(db: Db | Tx): Promise<string> {
  const name = await readFact(db, FACT);
  return typeof name === 'string' ? name : usual;
}

/** Gives the bot another name; what it did stays in the old one's. Administrators only. */
export async function setSender(ctx: Context, name: string): Promise<void> {
  requireRight(ctx.actor, 'manage-triggers');
  await change(ctx, async (story) => {
    await writeFact(story.tx, FACT, name);
    await audit(ctx, story, { action: 'trigger.sender-named', subjectId: null, detail: { name } });
  });
}
