import { faultOfGroup } from '../../../contract/condition-faults.ts';
import type { Variable } from '../../../contract/condition-attributes.ts';
import type { ChangeTrigger, SaveTrigger, Trigger, TriggerList } from '../../../contract/triggers.ts';
import { beginFollowing } from '../../store/desk-events.ts';
import {
  deleteTrigger as deleteRow,
  findNamed,
  insertTrigger,
  listTriggers as listRows,
  lockTrigger,
  lockTriggerOrder,
  orderTriggers as orderRows,
  updateTrigger,
  type TriggerRow,
} from '../../store/triggers.ts';
import type { Tx } from '../../store/db.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { requireSameIds } from '../paging.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { eventOf, readContent } from './content.ts';
import { readKnownFields } from './known-fields.ts';
import { faultOfNamed, namedIn } from './named-in.ts';
import { requireNamed } from './require-named.ts';
import { readSender } from './sender.ts';

const weekMs = 7 * 24 * 3_600_000;

/** All triggers in their order, with what they did and what is wrong with them. For those who lead. */
export async function listTriggers(ctx: Context): Promise<TriggerList> {
  requireRight(ctx.actor, 'see-triggers');
  return { items: await readAll(ctx), sender: await readSender(ctx.db) };
}

/** Adds a trigger, behind all others. Administrators only. @throws Problem `invalid`, naming the field. */
export async function createTrigger(ctx: Context, input: SaveTrigger): Promise<Trigger> {
  requireRight(ctx.actor, 'manage-triggers');
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await requireSound(story.tx, input);
    await insertTrigger(story.tx, { id, ...fieldsOf(ctx, input, null) });
    await follow(story, input);
    await audit(ctx, story, { action: 'trigger.created', subjectId: id, detail: detailOf(input) });
    story.announce({ kind: 'triggers.changed', subjectId: id });
  }).catch(rethrowTaken);
  return readOne(ctx, id);
}

/**
 * Changes a trigger as a whole; what happened before it was switched on is not its. Administrators only.
 * @throws Problem `not-found` · `conflict` when somebody changed it since `version` · `invalid`, naming the field.
 */
export async function changeTrigger(
  ctx: Context,
  id: string,
  { version, ...input }: ChangeTrigger,
): Promise<Trigger> {
  requireRight(ctx.actor, 'manage-triggers');
  await change(ctx, async (story) => {
    const before = await lockTrigger(story.tx, id);
    if (!before) throw notFound('trigger');
    if (before.version !== version) {
      throw conflict('Somebody else has changed this trigger. Look at it and save again.', {
        version: before.version,
      });
    }
    await requireSound(story.tx, input);
    await updateTrigger(story.tx, id, fieldsOf(ctx, input, before));
    await follow(story, input);
    await audit(ctx, story, { action: 'trigger.changed', subjectId: id, detail: detailOf(input) });
    story.announce({ kind: 'triggers.changed', subjectId: id });
  }).catch(rethrowTaken);
  return readOne(ctx, id);
}

/** Removes a trigger with its log; what it did stays. Administrators only. @throws Problem `not-found`. */
export async function deleteTrigger(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-triggers');
  await change(ctx, async (story) => {
    const name = await deleteRow(story.tx, id);
    if (name === undefined) throw notFound('trigger');
    await audit(ctx, story, { action: 'trigger.deleted', subjectId: id, detail: { name } });
    story.announce({ kind: 'triggers.changed', subjectId: id });
  });
}

/** Puts all triggers into another order. Administrators only. @throws Problem `conflict` when there are others by now. */
export async function orderTriggers(ctx: Context, ids: readonly string[]): Promise<TriggerList> {
  requireRight(ctx.actor, 'manage-triggers');
  await change(ctx, async (story) => {
    const there = await lockTriggerOrder(story.tx);
    requireSameIds(there, ids, 'Somebody has added or removed a trigger. Look again.');
    if (there.join() === ids.join()) return;
    await orderRows(story.tx, ids);
    await audit(ctx, story, { action: 'trigger.ordered', subjectId: null });
    for (const subjectId of ids.slice(0, 1)) story.announce({ kind: 'triggers.changed', subjectId });
  });
  return listTriggers(ctx);
}

/** @throws Problem `invalid`, naming the condition or the act by its place. */
async function requireSound(tx: Tx, { conditions, acts }: SaveTrigger): Promise<void> {
  requireAskable(conditions, await readKnownFields(tx));
  await requireNamed(tx, acts);
}

/** @throws Problem `invalid`, naming the condition by its place in the tree. */
export function requireAskable(conditions: SaveTrigger['conditions'], fields: readonly Variable[]): void {
  const fault = faultOfGroup(conditions, fields, 'now');
  if (!fault) return;
  const path = fault.path.map((place) => `items.${place}`).join('.');
  throw invalid(`conditions${path === '' ? '' : `.${path}`}`, fault.message);
}

function fieldsOf(
  ctx: Context,
  { name, isOn, when, conditions, acts, stopsHere, oncePerConversation }: SaveTrigger,
  before: TriggerRow | null,
) {
  const now = ctx.clock.now();
  const isAsBefore = before?.isOn === true && before.event === when.event && before.minutes === when.minutes;
  return {
    name,
    isOn,
    onSince: isOn ? (isAsBefore ? before.onSince : now) : null,
    event: when.event,
    minutes: when.minutes,
    content: { conditions, acts, stopsHere, oncePerConversation },
    changedAt: now,
    changedBy: actorId(ctx.actor),
  };
}

/** While none is on, what happens is not followed for triggers. */
async function follow(story: Change, { isOn }: SaveTrigger): Promise<void> {
  if (isOn) await beginFollowing(story.tx);
}

/** Conditions and texts may hold a customer's name. */
function detailOf({ name, isOn, when, acts }: SaveTrigger): Record<string, unknown> {
  return { name, isOn, when: when.event, acts: acts.map(({ kind }) => kind) };
}

async function readAll(ctx: Context, id?: string): Promise<Trigger[]> {
  const rows = await listRows(ctx.db, new Date(ctx.clock.now().getTime() - weekMs), id);
  const contents = new Map(rows.map((row) => [row.id, readContent(row)]));
  const namedOf = (rowId: string) => {
    const content = contents.get(rowId);
    return content ? namedIn(content.conditions, content.acts) : [];
  };
  const found = await findNamed(ctx.db, [
    ...new Set(rows.flatMap((row) => namedOf(row.id).map((one) => one.id))),
  ]);
  const fields = await readKnownFields(ctx.db);
  return rows.flatMap((row): Trigger[] => {
    const event = eventOf(row);
    const content = contents.get(row.id);
    if (event === null || !content) return [];
    const unaskable = faultOfGroup(content.conditions, fields, 'now');
    const faults = [
      ...namedOf(row.id).flatMap((one) => faultOfNamed(one, found) ?? []),
      ...(unaskable ? [unaskable.message] : []),
    ];
    return [
      {
        ...content,
        id: row.id as Trigger['id'],
        name: row.name,
        isOn: row.isOn,
        when: { event, minutes: row.minutes },
        version: row.version,
        faults: [...new Set(faults)],
        acted: row.acted,
        refused: row.refused,
        changedAt: row.changedAt.toISOString(),
        changedBy:
          row.changedBy === null ? null : { id: row.changedBy as never, name: row.changedByName ?? '' },
      },
    ];
  });
}

async function readOne(ctx: Context, id: string): Promise<Trigger> {
  const [one] = await readAll(ctx, id);
  if (!one) throw notFound('trigger');
  return one;
}

function rethrowTaken(error: unknown): never {
  throw isUniqueViolation(error, 'trigger_rule_name')
    ? invalid('name', 'There is a trigger of this name.')
    : error;
}
