import type { z } from 'zod';
import { pageRef, type PageRef } from '../../../contract/pages.ts';
import { departmentRef } from '../../../contract/team.ts';
import {
  workStreamDetails,
  workStreamSettings,
  type ChangeWorkStream,
  type createWorkStream as createSchema,
  type WorkStream,
  type WorkStreamDetails,
  type WorkStreamSettings,
} from '../../../contract/work-streams.ts';
import { listAgentServices } from '../../store/agent-services.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import {
  countLiveOf,
  deleteWorkStream as deleteRow,
  insertWorkStream,
  listDepartmentsOfStreams,
  listSkills,
  listWorkStreams as listRows,
  lockWorkStream,
  updateWorkStream,
} from '../../store/work-streams.ts';
import type { Tx } from '../../store/db.ts';
import { listCapacityProfiles } from '../../store/capacity.ts';
import { listOfferTemplates } from '../../store/offer-templates.ts';
import { canSee, may, requireRight, sightOf } from '../access.ts';
import { audit } from '../audit.ts';
import { readSettings as readCapacitySettings } from '../capacity/capacity.ts';
import { change, type Context } from '../context.ts';
import { readBody } from '../offer-templates/offer-templates.ts';
import { presentPages } from '../pages/present-page.ts';
import { conflict, invalid, notFound, type Problem } from '../problems.ts';
import { rememberParsed } from '../../kit/remember-parsed.ts';

/** Every work stream for those who lead; for agents those that lead to their departments. @throws Problem `forbidden`. */
export async function listWorkStreams(ctx: Context): Promise<WorkStream[]> {
  requireRight(ctx.actor, 'see-work-streams');
  if (may(ctx.actor, 'see-distribution')) return present(ctx);
  const there = await listDepartmentsOfStreams(ctx.db, sightOf(ctx.actor));
  return present(ctx, [...new Set(there.map((each) => each.workStreamId))]);
}

/** @throws Problem `forbidden` · `not-found`, also for what leads to none of an agent's departments. */
export async function getWorkStream(ctx: Context, id: string): Promise<WorkStreamDetails> {
  requireRight(ctx.actor, 'see-work-streams');
  const there = await listDepartmentsOfStreams(ctx.db, sightOf(ctx.actor));
  const departments = there.filter(({ workStreamId }) => workStreamId === id);
  if (departments.length === 0 && !may(ctx.actor, 'see-distribution')) throw notFound('work stream');
  const stream = await readWorkStream(ctx, id);
  const { offerTemplateId } = stream.settings;
  const capacity = await readCapacitySettings(ctx.db);
  const profiles = await listCapacityProfiles(ctx.db);
  const [template] = offerTemplateId === null ? [] : await listOfferTemplates(ctx.db, offerTemplateId);
  return {
    ...stream,
    liveCount: await countLiveOf(ctx.db, id, sightOf(ctx.actor)),
    departments: departments.map((each) => departmentRef.parse(each)),
    capacity: workStreamDetails.shape.capacity.parse({
      model: capacity.model,
      mostConversations: capacity.mostConversations,
      profiles: profiles.filter((profile) =>
        stream.settings.capacityProfileIds.some((own) => own === profile.id),
      ),
    }),
    offerTemplate: workStreamDetails.shape.offerTemplate.parse(
      template ? { ...template, body: readBody(template.body) } : null,
    ),
  };
}

/** Adds a work stream. Administrators only. @throws Problem `invalid` when the name is taken. */
export async function createWorkStream(
  ctx: Context,
  input: z.output<typeof createSchema>,
): Promise<WorkStream> {
  requireRight(ctx.actor, 'manage-work-streams');
  const id = ctx.newId();
  await change(ctx, async (story) => {
    const settings = withoutAbsent(input.settings);
    await requireFit(story.tx, settings);
    const { name, channel } = input;
    await insertWorkStream(story.tx, { id, name, channel, settings, createdAt: ctx.clock.now() });
    await audit(ctx, story, { action: 'work-stream.created', subjectId: id, detail: { name, ...settings } });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  }).catch(nameTaken);
  return readWorkStream(ctx, id);
}

/**
 * Changes some fields of a work stream, for what comes from now on. Administrators only.
 *
 * @throws Problem `not-found` · `invalid` · `conflict` when somebody changed it since `version`.
 */
export async function changeWorkStream(
  ctx: Context,
  id: string,
  input: z.output<z.ZodType<ChangeWorkStream>>,
): Promise<WorkStream> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    const row = await lockWorkStream(story.tx, id);
    if (!row) throw notFound('work stream');
    if (row.version !== input.version) {
      throw conflict('Somebody else has changed this work stream. Look at it and save again.', {
        version: row.version,
      });
    }
    const changes = withoutAbsent(input.settings ?? {});
    const settings = { ...(row.settings as object), ...changes };
    await requireFit(story.tx, settings);
    await updateWorkStream(story.tx, id, { name: input.name ?? row.name, settings });
    const named = input.name === undefined ? {} : { name: input.name };
    await audit(ctx, story, {
      action: 'work-stream.changed',
      subjectId: id,
      detail: { ...named, ...changes },
    });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  }).catch(nameTaken);
  return readWorkStream(ctx, id);
}

/**
 * Removes a work stream; its pages and conversations follow the default one from now on. Administrators only.
 *
 * @throws Problem `not-found` · `conflict` for the default one.
 */
export async function deleteWorkStream(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    const row = await lockWorkStream(story.tx, id);
    if (!row) throw notFound('work stream');
    if (row.isDefault) throw conflict('Pages that are set for none are in this one: it stays.');
    for (const page of await deleteRow(story.tx, id)) {
      story.announce({ kind: 'page.changed', subjectId: page.id, departments: [page.departmentId] });
    }
    await audit(ctx, story, { action: 'work-stream.deleted', subjectId: id, detail: { name: row.name } });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  });
}

/** What is set, defaults filled in. What does not fit any more, as after an upgrade, follows the defaults. */
export const readStreamSettings: (stored: unknown) => WorkStreamSettings = rememberParsed((stored) => {
  const read = workStreamSettings.safeParse(stored);
  return read.success ? read.data : workStreamSettings.parse({});
});

/** One as it stands, for verbs that asked for a right before. @throws Problem `not-found`. */
export async function readWorkStream(ctx: Context, id: string): Promise<WorkStream> {
  const [stream] = await present(ctx, [id]);
  if (!stream) throw notFound('work stream');
  return stream;
}

async function present(ctx: Context, ids?: readonly string[]): Promise<WorkStream[]> {
  const rows = await listRows(ctx.db, ids);
  const pages = await presentPages(
    ctx.db,
    rows.flatMap((row) => row.pageIds),
  );
  const refs = new Map<string, PageRef>(
    pages
      .filter((page) => canSee(ctx.actor, page.departmentId))
      .map((page) => [page.id, pageRef.parse(page)]),
  );
  // Its address may be a secret by itself: it is for those who lead.
  const services = may(ctx.actor, 'see-distribution')
    ? await listAgentServices(ctx.db)
    : new Map<string, string>();
  return rows.map(({ id, name, channel, isDefault, settings, version, pageIds }) => ({
    id: id as WorkStream['id'],
    name,
    channel,
    isDefault,
    settings: readStreamSettings(settings),
    version,
    service: services.has(id) ? { url: services.get(id) ?? '' } : null,
    pages: pageIds.flatMap((pageId) => refs.get(pageId) ?? []),
  }));
}

/** Rules over several fields are judged on the whole, and skills must be there. */
async function requireFit(tx: Tx, stored: object): Promise<void> {
  const parsed = workStreamSettings.safeParse(stored);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw invalid(
      ['settings', ...(first?.path ?? [])].join('.'),
      first?.message ?? 'These settings do not fit together.',
    );
  }
  const { offerTemplateId, capacityProfileIds } = parsed.data;
  if (capacityProfileIds.length > 0) {
    const known = new Set((await listCapacityProfiles(tx)).map(({ id }) => id));
    if (capacityProfileIds.some((id) => !known.has(id))) {
      throw invalid('settings.capacityProfileIds', 'There is no such capacity profile.');
    }
  }
  if (offerTemplateId !== null && (await listOfferTemplates(tx, offerTemplateId)).length === 0) {
    throw invalid('settings.offerTemplateId', 'There is no such template.');
  }
  for (const field of ['requiredSkillIds', 'preferredSkillIds'] as const) {
    const ids = parsed.data[field];
    if (ids.length > 0 && (await listSkills(tx, ids)).length < new Set(ids).size) {
      throw invalid(`settings.${field}`, 'There is no such skill.');
    }
  }
}

function withoutAbsent(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function nameTaken(error: unknown): never {
  throw isUniqueViolation(error, 'work_stream_name') ? nameProblem() : error;
}

function nameProblem(): Problem {
  return invalid('name', 'There is a work stream of this name.');
}
