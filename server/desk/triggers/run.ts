import type { ActOutcome } from '../../../contract/triggers.ts';
import type { TriggerAct } from '../../../contract/acts.ts';
import type { Logger } from '../../kit/logger.ts';
import { lockConversation } from '../../store/conversations.ts';
import { withSavepoint } from '../../store/savepoint.ts';
import {
  claimTriggerEvent,
  countRuns,
  findRun,
  findWords,
  insertRun,
  insertTriggerLines,
  keepOutcomes,
  lastsSince,
  listTriggersOn,
  type TriggerRow,
} from '../../store/triggers.ts';
import { isPassing } from '../../store/violations.ts';
import { performByRule } from '../acts/by-rule.ts';
import { isShared, perform } from '../acts/perform.ts';
import { stepsOf, type Step } from '../acts/steps-of.ts';
import { isTrue } from '../conditions/evaluate.ts';
import { change, type Change, type Context } from '../context.ts';
import { Problem } from '../problems.ts';
import { readSurroundings } from '../routing/surroundings.ts';
import { isClockEvent, readContent } from './content.ts';
import type { HappenedEvent } from './note-event.ts';
import { readKnownFields } from './known-fields.ts';
import { readFacts } from './now-facts.ts';
import { readSender } from './sender.ts';

/** What acts bring about sets off triggers again, so often one behind the other. */
const mostDeep = 5;
/** Whatever happens, a trigger acts on one conversation so often within the hour: robots may talk to one another. */
const mostAnHour = 20;
const hourMs = 3_600_000;

/**
 * Asks the triggers, in their order, whether something that happened sets them off, and does what they say: once for each
 * event, whatever runs twice; and of all that one event brings about each trigger acts at most once. One act that is
 * refused is noted with its reason, and the others are done.
 *
 * No access check: who wrote a trigger was checked.
 */
export async function runTriggers(ctx: Context & { log: Logger }, happened: HappenedEvent): Promise<void> {
  const now = ctx.clock.now();
  await change(ctx, async (story) => {
    if (!(await claimTriggerEvent(story.tx, happened.id, now))) return;
    if (!(await lockConversation(story.tx, happened.conversationId))) return;
    const cause = happened.runId ? await findRun(story.tx, happened.runId) : undefined;
    const place = { rootId: cause?.rootId ?? happened.id, depth: cause ? cause.depth + 1 : 0 };
    if (place.depth > mostDeep || !(await isStillSo(story, happened))) return;
    const triggers = (await listTriggersOn(story.tx, [happened.event])).filter((trigger) =>
      concerns(trigger, happened),
    );
    if (triggers.length === 0) return;
    const sender = await readSender(story.tx);
    const words = happened.messageId ? await findWords(story.tx, happened.messageId) : null;
    const surroundings = await readSurroundings(story.tx);
    const fields = await readKnownFields(story.tx);
    const read = async () =>
      (await readFacts(story.tx, [happened.conversationId], { now, words, surroundings, fields })).get(
        happened.conversationId,
      );
    let facts = await read();
    for (const trigger of triggers) {
      const { conditions, acts, stopsHere, oncePerConversation } = readContent(trigger);
      if (!facts || isTrue(conditions, facts, fields) !== true) continue;
      const run = { ...place, id: ctx.newId(), triggerId: trigger.id, at: now };
      const wants = { ...run, conversationId: happened.conversationId, event: happened.event };
      const may = await mayAct(story, wants, oncePerConversation);
      if (may === 'no' || !(await insertRun(story.tx, { ...wants, isHeldBack: may === 'held-back' })))
        continue;
      if (may === 'yes') {
        const as: Context = { ...ctx, actor: { kind: 'system', name: sender } };
        await act(as, ctx.log, story, {
          acts,
          run,
          trigger,
          sender,
          conversationId: happened.conversationId,
        });
        facts = await read();
      }
      if (stopsHere) break;
    }
  });
}

/** Switched on before it happened; of what the clock tells the one that was told. */
function concerns({ id, onSince }: TriggerRow, { at, triggerId }: HappenedEvent): boolean {
  if (triggerId !== undefined) return triggerId === id;
  return onSince !== null && onSince <= at;
}

/** What the clock told may be over by now. */
async function isStillSo(story: Change, { event, since, conversationId }: HappenedEvent): Promise<boolean> {
  return since === undefined || !isClockEvent(event) || lastsSince(story.tx, event, conversationId, since);
}

async function mayAct(
  story: Change,
  { triggerId, conversationId, at }: { triggerId: string; conversationId: string; at: Date },
  oncePerConversation: boolean,
): Promise<'yes' | 'no' | 'held-back'> {
  const since = new Date(at.getTime() - hourMs);
  const { ever, lately } = await countRuns(story.tx, { triggerId, conversationId, since });
  if (oncePerConversation && ever > 0) return 'no';
  return lately >= mostAnHour ? 'held-back' : 'yes';
}

interface Acting {
  acts: readonly TriggerAct[];
  run: { id: string; rootId: string };
  trigger: { id: string; name: string };
  sender: string;
  conversationId: string;
}

async function act(ctx: Context, log: Logger, story: Change, acting: Acting): Promise<void> {
  const { acts, run, trigger, sender, conversationId } = acting;
  const outcomes: ActOutcome[] = [];
  for (const [index, step] of stepsOf(acts).entries()) {
    const { kind } = step.act;
    const one = new Attempt(story, run.id);
    try {
      const why = await withSavepoint(story.tx, async () => {
        const told = await doStep(ctx, one.change, conversationId, step, {
          key: `trigger:${trigger.id}:${run.rootId}:${index}`,
          triggerName: trigger.name,
        });
        const by = { runId: run.id, triggerId: trigger.id, triggerName: trigger.name, sender };
        await insertTriggerLines(story.tx, one.lines, by);
        return told;
      });
      one.tell();
      outcomes.push({ kind, state: why === null ? 'done' : 'refused', why });
    } catch (error) {
      if (error instanceof Problem) outcomes.push({ kind, state: 'refused', why: error.message });
      else if (isPassing(error)) throw error;
      else {
        log.error({ err: error, triggerId: trigger.id, act: kind }, 'An act of a trigger failed.');
        outcomes.push({
          kind,
          state: 'failed',
          why: 'It failed in a way that nobody expected; the log tells more.',
        });
      }
    }
  }
  await keepOutcomes(story.tx, run.id, outcomes);
}

async function doStep(
  ctx: Context,
  story: Change,
  id: string,
  { act: one, ...more }: Step<TriggerAct>,
  cause: { key: string; triggerName: string },
): Promise<string | null> {
  if (!isShared(one)) return performByRule(ctx, story, id, one, cause);
  await perform(ctx, story, id, { act: one, ...more });
  return null;
}

/** A part of a change that is told only once it is done. */
class Attempt {
  readonly #story: Change;
  readonly #told: (() => void)[] = [];
  /** Lines of timelines that it wrote. */
  readonly lines: string[] = [];
  readonly change: Change;

  constructor(story: Change, runId: string) {
    this.#story = story;
    this.change = {
      tx: story.tx,
      announce: (event) => {
        if (event.kind === 'message.added' && event.messageId) this.lines.push(event.messageId);
        this.#told.push(() => this.#story.announce(event));
      },
      enqueue: (job) => {
        // What it sets off is known to come from it.
        const own = job.kind === 'run-triggers' ? { ...job, payload: { ...job.payload, runId } } : job;
        this.#told.push(() => this.#story.enqueue(own));
      },
    };
  }

  tell(): void {
    for (const tell of this.#told) tell();
  }
}
