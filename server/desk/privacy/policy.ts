import {
  privacyPolicy,
  type AgentNotice,
  type ChangePrivacyPolicy,
  type PrivacyPolicy,
} from '../../../contract/privacy.ts';
import type { Db, Tx } from '../../store/db.ts';
import { lockInstallation, readFact, writeFact } from '../../store/installation.ts';
import { deleteAllSealedTexts } from '../../store/sealed-texts.ts';
import { acceptNotice as acceptRow, findNotice } from '../../store/agent-notices.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, invalid, Problem } from '../problems.ts';
import { isWithin } from '../team/networks.ts';

const factName = 'privacy-policy';

/** What is set for all pages, defaults filled in. No access check: the rules of the house ask it. */
export async function policyNow(db: Db | Tx): Promise<PrivacyPolicy> {
  return privacyPolicy.parse(asKeptNow((await readFact(db, factName)) ?? {}));
}

/** Before there was a switch, a text was on and no text was off. */
function asKeptNow(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || 'agentNoticeIsOn' in stored) return stored;
  const { agentNotice, ...rest } = stored as { agentNotice?: unknown };
  const isOn = typeof agentNotice === 'string' && agentNotice !== '';
  return { ...rest, agentNoticeIsOn: isOn, ...(isOn ? { agentNotice } : {}) };
}

/** The same for the console. Administrators only. */
export async function readPolicy(ctx: Context): Promise<PrivacyPolicy> {
  requireRight(ctx.actor, 'manage-privacy');
  return policyNow(ctx.db);
}

/**
 * Sets some of it; another notice for agents has a new version, and is asked of everybody. Administrators only.
 *
 * @param address  where the request comes from.
 * @throws Problem `invalid` for networks that would shut out who sets them.
 */
export async function changePolicy(
  ctx: Context,
  input: ChangePrivacyPolicy,
  address: string,
): Promise<PrivacyPolicy> {
  requireRight(ctx.actor, 'manage-privacy');
  if (input.networks && !isWithin(input.networks, address)) {
    throw invalid(
      'networks',
      `Your own address, ${address}, is in none of them: you would shut yourself out. Add it, or set this from inside.`,
    );
  }
  return change(ctx, async (story) => {
    await lockInstallation(story.tx);
    const before = await policyNow(story.tx);
    const isNewNotice = input.agentNotice !== undefined && input.agentNotice !== before.agentNotice;
    const after = privacyPolicy.parse({
      ...before,
      ...input,
      agentNoticeVersion: before.agentNoticeVersion + (isNewNotice ? 1 : 0),
    });
    await writeFact(story.tx, factName, after);
    // What is not to be kept any more is not kept.
    const isDropped = before.keepsOriginals && !after.keepsOriginals;
    const detail = {
      changed: Object.keys(input),
      ...(isDropped ? { originalsDeleted: await deleteAllSealedTexts(story.tx) } : {}),
    };
    await audit(ctx, story, { action: 'privacy.policy-changed', subjectId: null, detail });
    // Every server lets go of the sockets that are outside of the networks now.
    story.announce({ kind: 'privacy-policy.changed', subjectId: ctx.newId() });
    return after;
  });
}

/** What the acting user is told about being watched, and whether they have accepted this version of it. */
export async function readNotice(ctx: Context): Promise<AgentNotice> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw new Problem('unauthenticated', 'Sign in first.');
  const policy = await policyNow(ctx.db);
  const accepted = await findNotice(ctx.db, actor.userId);
  const isAccepted = accepted?.noticeVersion === policy.agentNoticeVersion;
  return {
    version: policy.agentNoticeVersion,
    text: policy.agentNoticeIsOn ? policy.agentNotice : '',
    isRequired: policy.agentNoticeIsRequired && policy.agentNoticeIsOn,
    acceptedAt: isAccepted ? (accepted?.noticeAcceptedAt?.toISOString() ?? null) : null,
  };
}

/** The acting user accepts a version of it. @throws Problem `conflict` when it is not the present one. */
export async function acceptNotice(ctx: Context, version: number): Promise<AgentNotice> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw new Problem('unauthenticated', 'Sign in first.');
  await change(ctx, async (story) => {
    const policy = await policyNow(story.tx);
    if (policy.agentNoticeVersion !== version) throw conflict('The text has changed. Read it again.');
    const isNew = await acceptRow(story.tx, actor.userId, { version, at: ctx.clock.now() });
    if (!isNew) return;
    await audit(ctx, story, {
      action: 'agent-notice.accepted',
      subjectId: actor.userId,
      detail: { version },
    });
  });
  return readNotice(ctx);
}

/** @throws Problem `invalid` for a password that is shorter than the house asks for. */
export async function requireLongPassword(db: Db | Tx, password: string): Promise<void> {
  const { minPasswordLength } = await policyNow(db);
  if (password.length < minPasswordLength) {
    throw invalid('password', `A password has at least ${minPasswordLength} characters here.`);
  }
}
