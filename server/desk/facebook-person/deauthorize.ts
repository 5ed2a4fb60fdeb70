import type { Secrets } from '../../kit/secrets.ts';
import { change, type Context } from '../context.ts';
import { giveUpTokens } from './give-up-tokens.ts';
import { readRequest, type CallbackInput } from './read-request.ts';

/**
 * Meta tells that a person took our app's authorisation back: the tokens they gave are dead. May come twice, and
 * late: a token that was given after it stays. No user acts here; the signature is the proof.
 *
 * @throws Problem as `readRequest` does.
 */
export async function deauthorize(
  ground: Omit<Context, 'actor'>,
  deps: { secrets: Secrets },
  input: CallbackInput,
): Promise<void> {
  const { metaAppId, userId, issuedAt } = await readRequest(ground, deps, input);
  const ctx: Context = { ...ground, actor: { kind: 'system', name: 'Facebook' } };
  await change(ctx, (story) =>
    giveUpTokens(ctx, story, {
      metaAppId,
      userId,
      before: issuedAt,
      reason: 'The person who connected it took the authorisation back at Facebook.',
    }),
  );
}
