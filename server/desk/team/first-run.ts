import type { FirstRun } from '../../../contract/team.ts';
import { randomToken } from '../../kit/random.ts';
import { lockInstallation, readFact, takeFact, writeFact } from '../../store/installation.ts';
import { hasAdministrator, insertUser } from '../../store/users.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid, Problem } from '../problems.ts';
import { hashPassword } from './password.ts';
import { openSession } from './sign-in.ts';
import { tokenHash } from './token-hash.ts';

const FACT = 'first-run';

/**
 * Makes the one-time word that lets a person create the first administrator; a word made before is void.
 * @returns null when there is an administrator: then nothing is opened.
 */
export async function openFirstRun(ctx: Pick<Context, 'db'>): Promise<string | null> {
  if (await hasAdministrator(ctx.db)) return null;
  const token = randomToken();
  await writeFact(ctx.db, FACT, { tokenHash: tokenHash(token).toString('hex') });
  return token;
}

/**
 * Creates the first administrator and signs them in. The word is used up with it.
 * @throws Problem `not-found` when the word is not right, was used, or there is an administrator already.
 */
export async function createFirstAdministrator(
  ctx: Context,
  input: FirstRun,
): Promise<{ token: string; expiresAt: Date }> {
  // Before the costly hash: anybody may ask.
  if (!isRight(await readFact(ctx.db, FACT), input.token)) throw usedUp();
  const passwordHash = await hashPassword(input.password);
  const userId = await change(ctx, async (story) => {
    await lockInstallation(story.tx);
    if (!isRight(await takeFact(story.tx, FACT), input.token)) throw usedUp();
    if (await hasAdministrator(story.tx)) throw usedUp();
    const id = ctx.newId();
    const { email, name } = input;
    const isNew = await insertUser(story.tx, {
      id,
      email,
      name,
      passwordHash,
      role: 'administrator',
      createdAt: ctx.clock.now(),
    });
    if (!isNew) throw invalid('email', 'This e-mail address is taken.');
    await audit(ctx, story, {
      action: 'user.created',
      subjectId: id,
      detail: { role: 'administrator', firstRun: true },
    });
    story.announce({ kind: 'colleague.changed', subjectId: id });
    return id;
  });
  return openSession(ctx, userId);
}

/** The fact is written by `openFirstRun` alone. */
function isRight(fact: unknown, token: string): boolean {
  return (fact as { tokenHash: string } | undefined)?.tokenHash === tokenHash(token).toString('hex');
}

function usedUp(): Problem {
  return new Problem(
    'not-found',
    'This link has been used or is not the newest one. Look at the server’s log.',
  );
}

/** Whether the desk waits for its first administrator. */
export async function needsFirstRun(ctx: Pick<Context, 'db'>): Promise<boolean> {
  return !(await hasAdministrator(ctx.db));
}
