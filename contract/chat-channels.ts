import { z } from 'zod';
import { chatChannelId } from './ids.ts';
import { instant } from './instant.ts';

/** What is worked off as chats: a name, to which pages are linked. */
export const chatChannel = z.object({ id: chatChannelId, name: z.string(), createdAt: instant });
export type ChatChannel = z.infer<typeof chatChannel>;

const name = z.string().trim().min(1).max(80);

/** Nothing has to be said: without a name it is called `Chats`, and the next one `Chats 2`. */
export const createChatChannel = z.strictObject({ name: name.optional() });
export type CreateChatChannel = z.infer<typeof createChatChannel>;

export const changeChatChannel = z.strictObject({ name });
export type ChangeChatChannel = z.infer<typeof changeChatChannel>;
