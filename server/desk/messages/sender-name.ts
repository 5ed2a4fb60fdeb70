import type { PageAccess } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { createPersona } from '../../facebook/messenger/personas.ts';
import { findPersona, keepPersona } from '../../store/personas.ts';
import type { SendFacts } from '../../store/sends.ts';
import { displayName } from '../team/display-name.ts';
import type { SendContext } from './send-context.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** How the customer sees who writes: by a sender of Facebook's, by the name before the text, or not at all. */
export type SenderName =
  { kind: 'persona'; personaId: string; name: string } | { kind: 'prefix'; name: string } | { kind: 'none' };

/** What Facebook refused is asked again after this time: the permission may have come. */
const askAgainMs = 24 * 3_600_000;

/**
 * Whose name a message goes out under, as the page is set now. A persona is made at its first use, and kept; where
 * Facebook refuses it or does not answer, the page's other way stands in. Only what a person wrote bears a name.
 */
export async function senderNameOf(
  ctx: SendContext,
  facts: SendFacts,
  access: PageAccess,
): Promise<SenderName> {
  if (facts.authorKind !== 'user' || facts.authorId === null || facts.authorName === null) {
    return { kind: 'none' };
  }
  const { agentName, usesPersona, nameWithoutPersona } = settingsOfPage(facts.pageSettings).messages;
  const name = displayName(agentName, {
    name: facts.authorName,
    nickname: facts.authorNickname,
    userName: facts.authorUserName,
  });
  if (name === null) return { kind: 'none' };
  const personaId = usesPersona
    ? await personaOf(ctx, facts, { userId: facts.authorId, name }, access)
    : null;
  if (personaId !== null) return { kind: 'persona', personaId, name };
  return nameWithoutPersona === 'prefix' ? { kind: 'prefix', name } : { kind: 'none' };
}

async function personaOf(
  ctx: SendContext,
  { pageId }: SendFacts,
  { userId, name }: { userId: string; name: string },
  access: PageAccess,
): Promise<string | null> {
  const key = { pageId, userId, name };
  const known = await findPersona(ctx.db, key);
  if (known?.facebookId) return known.facebookId;
  const madeAt = ctx.clock.now();
  if (known && madeAt.getTime() - known.madeAt.getTime() < askAgainMs) return null;
  try {
    const pictureUrl = `${ctx.publicUrl}/persona.png`;
    const facebookId = await createPersona(ctx.graph, access, { name, pictureUrl });
    return await keepPersona(ctx.db, { ...key, facebookId, madeAt });
  } catch (error) {
    if (error instanceof GraphRefused) return keepPersona(ctx.db, { ...key, facebookId: null, madeAt });
    // The message itself may do better; the persona is asked for again with the next one.
    if (error instanceof GraphUnreachable) return null;
    throw error;
  }
}

/** The words as they go out: the name stands before the first part of a reply. */
export function withPrefix(text: string, sender: SenderName, partIndex: number | null): string {
  return sender.kind === 'prefix' && (partIndex ?? 1) === 1 ? `${sender.name}: ${text}` : text;
}

/** Whether what Facebook shows is this text, with a name before it or without. */
export function isSentAs(shown: string | undefined, text: string): boolean {
  const [there, ours] = [shown?.trim() ?? '', text.trim()];
  return there === ours || (there.endsWith(`: ${ours}`) && there.length - ours.length <= mostPrefixUnits);
}

/** A name and what parts it from the text. */
export const mostPrefixUnits = 52;
