import { createHash } from 'node:crypto';
import { randomToken } from '../../kit/random.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { findDataDeletion, forgetPerson, insertDataDeletion } from '../../store/facebook-person.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { giveUpTokens } from './give-up-tokens.ts';
import { readRequest, type CallbackInput } from './read-request.ts';

/** 144 bits: the status page is open to everybody who knows the code. */
const codeBytes = 18;

/**
 * Meta passes on that a person wants what we hold of them deleted. That is who they are at Facebook and the tokens
 * they gave: both go at once. The same request again gets the same code. No user acts here; the signature is the
 * proof.
 *
 * @returns where the person sees how it stands, and the code that names it.
 * @throws Problem as `readRequest` does.
 */
export async function deleteFacebookData(
  ground: Omit<Context, 'actor'>,
  deps: { secrets: Secrets; publicUrl: string },
  input: CallbackInput,
): Promise<{ url: string; code: string }> {
  const { metaAppId, userId, issuedAt } = await readRequest(ground, deps, input);
  const ctx: Context = { ...ground, actor: { kind: 'system', name: 'Facebook' } };
  const requestHash = createHash('sha256').update(`${metaAppId} ${input.signedRequest}`).digest();
  const code = randomToken(codeBytes);
  await change(ctx, async (story) => {
    const at = ctx.clock.now();
    const row = { code, requestHash, metaAppId, requestedAt: issuedAt ?? at, doneAt: at, pages: 0 };
    const reason = 'The person who connected it had their data deleted.';
    if ((await findDataDeletion(story.tx, { requestHash })) !== undefined) return;
    const { pageIds, lost } = await giveUpTokens(ctx, story, { metaAppId, userId, before: issuedAt, reason });
    await forgetPerson(story.tx, pageIds);
    if (!(await insertDataDeletion(story.tx, { ...row, pages: lost }))) return;
    await audit(ctx, story, {
      action: 'facebook-person.deleted',
      subjectId: metaAppId,
      detail: { pages: lost },
    });
  });
  const kept = await findDataDeletion(ctx.db, { requestHash });
  if (!kept) throw new Error('A deletion that was answered is not there.');
  return { url: `${deps.publicUrl}/data-deletion/${kept.code}`, code: kept.code };
}
