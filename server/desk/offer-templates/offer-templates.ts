import type { z } from 'zod';
import {
  offerTemplateBody,
  type OfferTemplate,
  type OfferTemplateBody,
  type saveOfferTemplate as saveSchema,
} from '../../../contract/offer-templates.ts';
import {
  deleteOfferTemplate as deleteRow,
  insertOfferTemplate,
  listOfferTemplates as listRows,
  updateOfferTemplate,
} from '../../store/offer-templates.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid, notFound } from '../problems.ts';
import { nameOfCopy } from '../work-streams/name-of-copy.ts';

type Input = z.output<typeof saveSchema>;

/** All templates of requests, by name; for those who lead. @throws Problem `forbidden`. */
export async function listOfferTemplates(ctx: Context): Promise<OfferTemplate[]> {
  requireRight(ctx.actor, 'see-distribution');
  return (await listRows(ctx.db)).map(present);
}

/** Adds one. Administrators only. @throws Problem `invalid` when the name is taken. */
export async function createOfferTemplate(ctx: Context, input: Input): Promise<OfferTemplate> {
  requireRight(ctx.actor, 'manage-work-streams');
  return insert(ctx, input, { action: 'offer-template.created' });
}

/** Makes one like another, under the name `… (copy)`; no work stream uses it. @throws Problem `not-found`. */
export async function copyOfferTemplate(ctx: Context, id: string): Promise<OfferTemplate> {
  requireRight(ctx.actor, 'manage-work-streams');
  const all = await listRows(ctx.db);
  const row = all.find((one) => one.id === id);
  if (!row) throw notFound('template');
  const name = nameOfCopy(
    row.name,
    all.map((one) => one.name),
  );
  return insert(ctx, { name, body: readBody(row.body) }, { action: 'offer-template.copied', from: row.name });
}

/**
 * Changes one as a whole, for the requests that are made from now on; one that runs keeps its look. Administrators only.
 *
 * @throws Problem `not-found` · `invalid` when the name is taken.
 */
export async function changeOfferTemplate(ctx: Context, id: string, input: Input): Promise<OfferTemplate> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    if (!(await updateOfferTemplate(story.tx, id, input))) throw notFound('template');
    await audit(ctx, story, {
      action: 'offer-template.changed',
      subjectId: id,
      detail: { name: input.name },
    });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  }).catch(rethrowTaken);
  return readOne(ctx, id);
}

/** Removes one; work streams that used it offer as they say themselves. Administrators only. @throws Problem `not-found`. */
export async function deleteOfferTemplate(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    const name = await deleteRow(story.tx, id);
    if (name === undefined) throw notFound('template');
    await audit(ctx, story, { action: 'offer-template.deleted', subjectId: id, detail: { name } });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  });
}

/** What is set, defaults filled in; what does not fit any more, as after an upgrade, follows the defaults. */
export function readBody(stored: unknown): OfferTemplateBody {
  const parsed = offerTemplateBody.safeParse(stored);
  return parsed.success ? parsed.data : offerTemplateBody.parse({});
}

async function insert(
  ctx: Context,
  input: Input,
  { action, from }: { action: 'offer-template.created' | 'offer-template.copied'; from?: string },
): Promise<OfferTemplate> {
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await insertOfferTemplate(story.tx, { id, ...input, createdAt: ctx.clock.now() });
    const detail = { name: input.name, ...(from === undefined ? {} : { from }) };
    await audit(ctx, story, { action, subjectId: id, detail });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  }).catch(rethrowTaken);
  return readOne(ctx, id);
}

async function readOne(ctx: Context, id: string): Promise<OfferTemplate> {
  const [row] = await listRows(ctx.db, id);
  if (!row) throw notFound('template');
  return present(row);
}

function present(row: Awaited<ReturnType<typeof listRows>>[number]): OfferTemplate {
  return {
    id: row.id as OfferTemplate['id'],
    name: row.name,
    body: readBody(row.body),
    workStreams: row.workStreams.map((one) => ({ ...one, id: one.id as WorkStreamId })),
  };
}

type WorkStreamId = OfferTemplate['workStreams'][number]['id'];

function rethrowTaken(error: unknown): never {
  throw isUniqueViolation(error, 'offer_template_name')
    ? invalid('name', 'There is a template of this name.')
    : error;
}
