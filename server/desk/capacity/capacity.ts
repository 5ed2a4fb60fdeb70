import type { z } from 'zod';
import {
  capacitySettings,
  type Capacity,
  type CapacityProfile,
  type CapacitySettings,
  type saveCapacityProfile as saveSchema,
} from '../../../contract/capacity.ts';
import {
  deleteCapacityProfile as deleteRow,
  insertCapacityProfile,
  listCapacityProfiles,
  updateCapacityProfile,
} from '../../store/capacity.ts';
import type { Db, Tx } from '../../store/db.ts';
import { capacityFact } from '../../store/distribution.ts';
import { lockInstallation, readFact, writeFact } from '../../store/installation.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid, notFound } from '../problems.ts';

type ProfileInput = z.output<typeof saveSchema>;

/** How much agents may have in hand: the model, and its profiles by name; for those who lead. @throws Problem `forbidden`. */
export async function readCapacity(ctx: Context): Promise<Capacity> {
  requireRight(ctx.actor, 'see-distribution');
  const [settings, rows] = await Promise.all([readSettings(ctx.db), listCapacityProfiles(ctx.db)]);
  return { settings, profiles: rows.map(present) };
}

/** What is set, defaults filled in. */
export async function readSettings(db: Db | Tx): Promise<CapacitySettings> {
  const parsed = capacitySettings.safeParse((await readFact(db, capacityFact)) ?? {});
  return parsed.success ? parsed.data : capacitySettings.parse({});
}

/** Sets the model and what holds for everybody; what agents have stays with them. Administrators only. */
export async function saveCapacity(ctx: Context, settings: CapacitySettings): Promise<Capacity> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    await lockInstallation(story.tx);
    await writeFact(story.tx, capacityFact, settings);
    await audit(ctx, story, { action: 'capacity.changed', subjectId: null, detail: { ...settings } });
    // It is one thing for all of them; an event needs an id.
    story.announce({ kind: 'work-stream.changed', subjectId: ctx.newId() });
  });
  return readCapacity(ctx);
}

/** Adds a profile. Administrators only. @throws Problem `invalid` when the name is taken. */
export async function createCapacityProfile(ctx: Context, input: ProfileInput): Promise<CapacityProfile> {
  requireRight(ctx.actor, 'manage-work-streams');
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await insertCapacityProfile(story.tx, { id, ...input, createdAt: ctx.clock.now() });
    await audit(ctx, story, { action: 'capacity-profile.created', subjectId: id, detail: { ...input } });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  }).catch(rethrowTaken);
  return readProfile(ctx, id);
}

/** Changes a profile as a whole, for what comes from now on. Administrators only. @throws Problem `not-found` · `invalid`. */
export async function changeCapacityProfile(
  ctx: Context,
  id: string,
  input: ProfileInput,
): Promise<CapacityProfile> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    if (!(await updateCapacityProfile(story.tx, id, input))) throw notFound('capacity profile');
    await audit(ctx, story, { action: 'capacity-profile.changed', subjectId: id, detail: { ...input } });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  }).catch(rethrowTaken);
  return readProfile(ctx, id);
}

/** Removes a profile: nothing takes of it any more. Administrators only. @throws Problem `not-found`. */
export async function deleteCapacityProfile(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    const name = await deleteRow(story.tx, id);
    if (name === undefined) throw notFound('capacity profile');
    await audit(ctx, story, { action: 'capacity-profile.deleted', subjectId: id, detail: { name } });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  });
}

async function readProfile(ctx: Context, id: string): Promise<CapacityProfile> {
  const [row] = await listCapacityProfiles(ctx.db, id);
  if (!row) throw notFound('capacity profile');
  return present(row);
}

function present(row: Awaited<ReturnType<typeof listCapacityProfiles>>[number]): CapacityProfile {
  return {
    ...row,
    id: row.id as CapacityProfile['id'],
    workStreams: row.workStreams.map((one) => ({ ...one, id: one.id as WorkStreamId })),
  };
}

type WorkStreamId = CapacityProfile['workStreams'][number]['id'];

function rethrowTaken(error: unknown): never {
  throw isUniqueViolation(error, 'capacity_profile_name')
    ? invalid('name', 'There is a profile of this name.')
    : error;
}
