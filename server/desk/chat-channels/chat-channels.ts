import type { ChangeChatChannel, ChatChannel, CreateChatChannel } from '../../../contract/chat-channels.ts';
import {
  deleteChatChannel as deleteRow,
  insertChatChannel,
  listChatChannels as listRows,
  renameChatChannel,
} from '../../store/chat-channels.ts';
import { lockInstallation } from '../../store/installation.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { requireExtension } from '../extensions/is-on.ts';
import { invalid, notFound } from '../problems.ts';

// No live events: chat channels are seen in the settings alone, which read them when they open.

/** All chat channels, by name. Administrators only. */
export async function listChatChannels(ctx: Context): Promise<ChatChannel[]> {
  requireRight(ctx.actor, 'manage-extensions');
  return (await listRows(ctx.db)).map(({ id, name, createdAt }) => ({
    id: id as ChatChannel['id'],
    name,
    createdAt: createdAt.toISOString(),
  }));
}

/**
 * Makes a chat channel, while Online Chat is on. Administrators only.
 * @throws Problem `conflict` with `data.extension` while it is off · `invalid` when the name is taken.
 */
export async function createChatChannel(ctx: Context, input: CreateChatChannel): Promise<ChatChannel> {
  requireRight(ctx.actor, 'manage-extensions');
  const id = ctx.newId();
  const createdAt = ctx.clock.now();
  const name = await change(ctx, async (story) => {
    // Two administrators at once would find the same free name.
    await lockInstallation(story.tx);
    await requireExtension(story.tx, 'online-chat');
    const chosen = input.name ?? (await freeName(story));
    if (!(await insertChatChannel(story.tx, { id, name: chosen, createdAt }))) throw taken();
    await audit(ctx, story, { action: 'chat-channel.created', subjectId: id, detail: { name: chosen } });
    return chosen;
  });
  return { id: id as ChatChannel['id'], name, createdAt: createdAt.toISOString() };
}

/** Gives a chat channel another name. @throws Problem `not-found` · `invalid` when the name is taken. */
export async function changeChatChannel(
  ctx: Context,
  id: string,
  { name }: ChangeChatChannel,
): Promise<void> {
  requireRight(ctx.actor, 'manage-extensions');
  try {
    await change(ctx, async (story) => {
      if (!(await renameChatChannel(story.tx, id, name))) throw notFound('chat channel');
      await audit(ctx, story, { action: 'chat-channel.changed', subjectId: id, detail: { name } });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'chat_channel_name')) throw taken();
    throw error;
  }
}

/** Takes a chat channel away; what was worked off in it stays. @throws Problem `not-found`. */
export async function deleteChatChannel(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-extensions');
  await change(ctx, async (story) => {
    const name = await deleteRow(story.tx, id);
    if (name === undefined) throw notFound('chat channel');
    await audit(ctx, story, { action: 'chat-channel.deleted', subjectId: id, detail: { name } });
  });
}

const taken = () => invalid('name', 'Another chat channel has this name.');

/** `Chats`, or with the lowest number that is free. */
async function freeName(story: Change): Promise<string> {
  const names = new Set((await listRows(story.tx)).map(({ name }) => name.toLowerCase()));
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? 'Chats' : `Chats ${n}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}
