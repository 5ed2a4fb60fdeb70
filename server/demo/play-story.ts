import type { ShiftedClock } from '../kit/clock.ts';
import { endConversation } from '../desk/conversations/end.ts';
import { listConversations } from '../desk/conversations/list.ts';
import { takeConversation } from '../desk/conversations/take.ts';
import { listTags } from '../desk/tags/list-tags.ts';
import { tagConversation } from '../desk/tags/tag-conversation.ts';
import { writeMessage } from '../desk/messages/reply.ts';
import type { Context } from '../desk/context.ts';
import { listMessages } from '../desk/messages/list.ts';
import type { MessageId } from '../../contract/ids.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { Act, Scene } from './story.ts';

export interface Stage {
  sandbox: SandboxControl;
  clock: ShiftedClock;
  /** The desk as this agent uses it. */
  as(firstName: string): Context;
  /** Facebook's ids of the two demo pages. */
  pages: Record<Scene['page'], string>;
  people: readonly { id: string; name: string }[];
  /** Resolves when the desk has nothing in hand: no event and no job that is due. */
  settled(): Promise<void>;
}

/**
 * Plays the demo's history through the real paths: customers write in the sandbox, agents act through the verbs,
 * with both clocks in the past. Ends with both clocks at the present.
 */
export async function playStory(stage: Stage, scenes: readonly Scene[]): Promise<void> {
  const startMs = Date.now();
  const acts = scenes
    .flatMap((scene) =>
      scene.acts.map(([minutesAgo, act]) => ({ scene, act, atMs: startMs - minutesAgo * 60_000 })),
    )
    .toSorted((a, b) => a.atMs - b.atMs);
  for (const { scene, act, atMs } of acts) {
    await moveClocks(stage, new Date(atMs));
    await play(stage, scene, act);
    await stage.sandbox.idle();
    await stage.settled();
    await stage.sandbox.idle();
    await stage.settled();
  }
  await moveClocks(stage, 'real');
}

async function moveClocks({ sandbox, clock }: Stage, to: Date | 'real'): Promise<void> {
  await sandbox.setClock(to);
  clock.shiftTo(to === 'real' ? 0 : to.getTime() - Date.now());
}

async function play(stage: Stage, scene: Scene, act: Act): Promise<void> {
  switch (act.by) {
    case 'customer':
      return playCustomer(stage, scene, act);
    case 'agent':
      return playAgent(stage, scene, act);
    case 'outside':
      await actInSandbox(stage, scene, 'inbox-reply', { text: act.says });
  }
}

function personOf({ people }: Stage, { customer }: Scene): string {
  const person = people.find(({ name }) => name === customer);
  if (!person) throw new Error(`The sandbox knows nobody called ${customer}.`);
  return person.id;
}

const actInSandbox = (stage: Stage, scene: Scene, what: string, body: unknown) =>
  stage.sandbox.act(stage.pages[scene.page], personOf(stage, scene), what, body);

async function playCustomer(
  stage: Stage,
  scene: Scene,
  act: Extract<Act, { by: 'customer' }>,
): Promise<void> {
  const tell = (what: string, body: unknown) => actInSandbox(stage, scene, what, body);
  if ('comesFromAd' in act) {
    const { ref, adTitle } = act.comesFromAd;
    await tell('referral', { source: 'ADS', ref, adId: '23850001', adsContextData: { ad_title: adTitle } });
  } else if ('reactsTo' in act) {
    const { messages } = await stage.sandbox.thread(stage.pages[scene.page], personOf(stage, scene));
    const target = messages.find(({ from, text }) => from === 'page' && text?.includes(act.reactsTo));
    if (!target) throw new Error(`Nothing says "${act.reactsTo}".`);
    await tell('reaction', { mid: target.mid, emoji: act.emoji });
  } else if ('reads' in act) {
    await tell('read', {});
  } else if (act.tapsQuickReply !== undefined) {
    const { messages } = await stage.sandbox.thread(stage.pages[scene.page], personOf(stage, scene));
    const button = messages
      .flatMap(({ quickReplies }) => quickReplies)
      .find(({ title }) => title === act.tapsQuickReply);
    if (!button) throw new Error(`There is no button "${act.tapsQuickReply}".`);
    await tell('messages', { text: button.title, quickReply: { payload: button.payload } });
  } else {
    const attachments = act.like
      ? [{ type: 'like' }]
      : act.sends
        ? [{ type: act.sends, sample: true, ...(act.name ? { name: act.name } : {}) }]
        : [];
    await tell('messages', { ...(act.says ? { text: act.says } : {}), attachments });
  }
}

async function playAgent(stage: Stage, scene: Scene, act: Extract<Act, { by: 'agent' }>): Promise<void> {
  const ctx = stage.as(act.agent);
  const id = await conversationOf(ctx, scene.customer);
  if ('takes' in act) return takeConversation(ctx, id);
  if ('ends' in act) return endConversation(ctx, id);
  if ('tags' in act) return tagConversation(ctx, id, await tagOf(ctx, act.tags));
  const clientId = ctx.newId();
  if ('notes' in act) {
    await writeMessage(ctx, id, { clientId, kind: 'note', text: act.notes });
    return;
  }
  const replyTo = act.quoting === undefined ? undefined : await findMessage(ctx, id, act.quoting);
  const quickReplies = act.buttons?.map((title) => ({ title }));
  await writeMessage(ctx, id, {
    clientId,
    kind: 'reply',
    text: act.replies,
    ...(replyTo ? { replyTo } : {}),
    ...(quickReplies ? { quickReplies } : {}),
  });
}

/** The customer's newest conversation that is not closed. */
async function conversationOf(ctx: Context, customer: string): Promise<string> {
  const { items } = await listConversations(ctx, { view: 'all', sort: 'newest', limit: 200 });
  const found = items.find(({ contact, status }) => contact.name === customer && status !== 'closed');
  if (!found) throw new Error(`${customer} has no open conversation.`);
  return found.id;
}

async function tagOf(ctx: Context, name: string): Promise<string> {
  const found = (await listTags(ctx)).find((tag) => tag.name === name);
  if (!found) throw new Error(`There is no tag "${name}".`);
  return found.id;
}

/** The customer's message that says this. */
async function findMessage(ctx: Context, conversationId: string, words: string): Promise<MessageId> {
  const { items } = await listMessages(ctx, conversationId, { limit: 200 });
  const found = items.findLast(({ direction, text }) => direction === 'in' && text?.includes(words));
  if (!found) throw new Error(`Nobody wrote "${words}".`);
  return found.id;
}
