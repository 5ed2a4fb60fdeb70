import type { z } from 'zod';
import { consultLimits, type askForAdvice as askSchema } from '../../../contract/consults.ts';
import { hasRight } from '../../../contract/rights.ts';
import type { LockedConversation } from '../../store/conversations.ts';
import { lockDepartment } from '../../store/departments.ts';
import { readMembers } from '../../store/distribution-people.ts';
import { insertAsked, listParticipants, type ParticipantRow } from '../../store/participants.ts';
import { listUsers } from '../../store/users.ts';
import { change, type Change, type Context } from '../context.ts';
import { lockVisible, requirePerson } from '../conversations/act.ts';
import { addLine } from '../conversations/add-line.ts';
import { refusal } from '../conversations/assign.ts';
import { leaveNote } from '../conversations/leave-note.ts';
import { isServed, mayConsult } from '../conversations/may.ts';
import { readStreamOf } from '../distribution/stream-of.ts';
import { endRequestsJob } from '../jobs.ts';
import { conflict, invalid } from '../problems.ts';

/** Where the work stream hands on without asking: how long a request for advice runs. */
const usualSeconds = 60;
/** Of a department so many are asked at once; the first who accepts comes. */
const mostOfDepartment = 20;

/**
 * Asks a colleague of any department for advice, or everybody of a department who is there, of whom the first comes. It
 * stays the actor's, and takes nothing of the capacity of who advises. They see it once they have accepted.
 *
 * @throws Problem `not-found` · `forbidden` or `conflict` when it is not the actor's · `conflict` when nobody serves it,
 * when too many advise already, or when nobody is there to be asked · `invalid` for whom there is not.
 */
export async function askForAdvice(
  ctx: Context,
  id: string,
  { userId, departmentId, mode, note }: z.output<typeof askSchema>,
): Promise<void> {
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (!isServed(conversation)) throw conflict('Nobody serves this conversation now.');
    if (!mayConsult(actor, conversation)) throw refusal(conversation);
    const participants = await listParticipants(story.tx, id);
    const whom =
      userId === undefined
        ? await findMembers(story, conversation, departmentId ?? '', participants)
        : await findColleague(story, conversation, userId, participants);
    requireRoomFor(participants);
    if (note) await leaveNote(ctx, story, conversation, { authorId: actor.userId, text: note });

    const now = ctx.clock.now();
    const { transferSeconds } = await readStreamOf(story.tx, id);
    const expiresAt = new Date(now.getTime() + (transferSeconds ?? usualSeconds) * 1_000);
    await insertAsked(
      story.tx,
      whom.userIds.map((asked) => ({
        ...{ id: ctx.newId(), conversationId: id, userId: asked, mode, askedBy: actor.userId },
        ...{ departmentId: whom.departmentId, askedAt: now, expiresAt },
      })),
    );
    await addLine(ctx, story, conversation, { type: 'consult-asked', by: actor.name, to: whom.name });
    const departments = [conversation.departmentId];
    story.announce({ kind: 'conversation.details-changed', subjectId: id, departments });
    for (const subjectId of whom.userIds) story.announce({ kind: 'offers.changed', subjectId });
    story.enqueue(endRequestsJob(conversation, expiresAt));
  });
}

/** Whom a request goes to. */
interface Whom {
  name: string;
  userIds: string[];
  /** As whose members they are asked; null: one colleague, by name. */
  departmentId: string | null;
}

async function findColleague(
  { tx }: Change,
  { assigneeId }: LockedConversation,
  userId: string,
  participants: readonly ParticipantRow[],
): Promise<Whom> {
  const [user] = await listUsers(tx, [userId]);
  if (!user || user.disabledAt !== null) throw invalid('userId', 'There is no such colleague.');
  if (userId === assigneeId) throw invalid('userId', `${user.name} has this conversation.`);
  if (!hasRight(user.role, 'get-requests')) throw invalid('userId', `${user.name} takes no requests.`);
  const known = participants.find((one) => one.userId === userId && one.kind !== 'mentioned');
  if (known) {
    throw conflict(
      known.state === 'here' ? `${user.name} is in it already.` : `${user.name} is asked already.`,
    );
  }
  if (!isThere(user)) throw conflict(`${user.name} is not there now.`);
  return { name: user.name, userIds: [user.id], departmentId: null };
}

async function findMembers(
  { tx }: Change,
  { assigneeId }: LockedConversation,
  departmentId: string,
  participants: readonly ParticipantRow[],
): Promise<Whom> {
  const department = await lockDepartment(tx, departmentId);
  if (!department) throw invalid('departmentId', 'There is no such department.');
  if (participants.some((one) => one.state === 'asked' && one.departmentId === departmentId)) {
    throw conflict(`${department.name} is asked already.`);
  }
  const known = new Set([assigneeId, ...participants.map(({ userId }) => userId)]);
  const members = (await readMembers(tx, [departmentId])).filter((one) => isThere(one) && !known.has(one.id));
  if (members.length === 0) throw conflict(`Nobody else of ${department.name} is there now.`);
  const userIds = members.slice(0, mostOfDepartment).map(({ id }) => id);
  return { name: department.name, userIds, departmentId };
}

function isThere(one: { isPresent: boolean; presenceChoice: string }): boolean {
  return one.isPresent && one.presenceChoice !== 'offline' && one.presenceChoice !== 'do-not-disturb';
}

/** Who of a department is asked together counts as one. */
function requireRoomFor(participants: readonly ParticipantRow[]): void {
  const advising = participants.filter(({ kind }) => kind === 'consulted');
  const count = new Set(
    advising.map(({ state, departmentId, userId }) => (state === 'asked' && departmentId) || userId),
  ).size;
  if (count < consultLimits.most) return;
  throw conflict(`${consultLimits.most} colleagues advise already. Let somebody go first.`);
}
