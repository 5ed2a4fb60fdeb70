import { findDepartmentRules, findSkillsOf } from '../../store/departments.ts';
import type { LockedConversation } from '../../store/conversations.ts';
import type { Tx } from '../../store/db.ts';
import { may } from '../access.ts';
import type { Actor } from '../context.ts';
import { exclusionForTransfer } from '../distribution/judge-colleague.ts';
import { conflict, forbidden } from '../problems.ts';
import { readDepartmentRules } from '../team/department-rules.ts';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';

type Place = Pick<LockedConversation, 'id' | 'departmentId'>;

/** Whether a department may get a conversation of this one. Those who lead hand anything anywhere. @throws Problem `forbidden`. */
export async function requireDepartmentAllowed(
  tx: Tx,
  actor: Actor,
  { departmentId }: Place,
  to: { id: string; name: string },
): Promise<void> {
  if (may(actor, 'lead-conversations')) return;
  const { transfers } = readDepartmentRules(await findDepartmentRules(tx, departmentId));
  if (transfers === null || transfers.departmentIds.some((id) => id === to.id)) return;
  throw forbidden(`Conversations of this department are not handed over to ${to.name}.`);
}

/** Whether a colleague may get a conversation of this department. Likewise. @throws Problem `forbidden`. */
export async function requireColleagueAllowed(
  tx: Tx,
  actor: Actor,
  { departmentId }: Place,
  to: { id: string; name: string },
): Promise<void> {
  if (may(actor, 'lead-conversations')) return;
  const { transfers } = readDepartmentRules(await findDepartmentRules(tx, departmentId));
  if (transfers === null || transfers.skillIds.length === 0) return;
  const theirs = await findSkillsOf(tx, to.id);
  if (transfers.skillIds.some((id) => theirs.has(id))) return;
  throw forbidden(
    `${to.name} has none of the skills that conversations of this department are handed over for.`,
  );
}

/**
 * Where the work stream wants it: whether a colleague is there for it and has room. Those who lead may ask anybody.
 * @throws Problem `conflict`.
 */
export async function requireNotBusy(
  tx: Tx,
  actor: Actor,
  conversation: Place & { units: number; workStreamId: string | null },
  to: { id: string; name: string },
  { settings, now }: { settings: WorkStreamSettings; now: Date },
): Promise<void> {
  if (may(actor, 'lead-conversations') || settings.transfersToBusy) return;
  const because = await exclusionForTransfer(tx, conversation, to.id, settings, now);
  if (because === 'no-room') throw conflict(`${to.name} has as much in hand as they may.`);
  if (because === 'presence') throw conflict(`${to.name} is not there for it now.`);
}
