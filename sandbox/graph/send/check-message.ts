import type { QuickReplyRecord } from '../../world/records.ts';
import type { Settings } from '../../world/settings.ts';
import { invalidParameter, unmodelled } from '../graph-error.ts';

/** A message after its checks: exactly one of text, media, template, sticker. */
export interface MessageContent {
  text?: string;
  media?: { type: 'image' | 'audio' | 'video' | 'file'; payload: Record<string, unknown> };
  template?: Record<string, unknown>;
  stickerId?: string;
  quickReplies: QuickReplyRecord[];
  metadata?: string;
}

const longestText = 2_000;
const mostQuickReplies = 13;
const longestPayload = 1_000;
const mediaTypes = ['image', 'audio', 'video', 'file'] as const;

export function checkMessage(settings: Settings, message: Record<string, unknown>): MessageContent {
  if (message['template'] !== undefined) throw unmodelled('Utility templates');
  const given = ['text', 'attachment', 'sticker_id'].filter((name) => message[name] !== undefined);
  if (given.length > 1) throw invalidParameter(`Param message must have only one of: ${given.join(', ')}`);
  const content: MessageContent = { quickReplies: checkQuickReplies(message['quick_replies']) };
  const metadata = message['metadata'];
  if (metadata !== undefined) {
    if (typeof metadata !== 'string' || metadata.length >= longestPayload) {
      throw invalidParameter('Length of param message[metadata] must be less than 1000');
    }
    content.metadata = metadata;
  }
  if (message['sticker_id'] !== undefined) {
    content.stickerId = String(message['sticker_id']);
    if (!/^\d+$/.test(content.stickerId)) throw invalidParameter('Invalid sticker_id');
  } else if (message['attachment'] !== undefined) {
    Object.assign(content, checkAttachment(message['attachment']));
  } else content.text = checkText(settings, message['text']);
  return content;
}

function checkText(settings: Settings, text: unknown): string {
  if (text === undefined || text === null) throw invalidParameter('param message must be non-empty.');
  if (typeof text !== 'string') throw invalidParameter('Param message[text] must be a string');
  if (text.trim() === '') throw invalidParameter('param message must be non-empty.');
  if (lengthOf(settings, text) > longestText) {
    throw invalidParameter('Length of param message[text] must be less than or equal to 2000');
  }
  return text;
}

/** Meta does not say in what it counts; the switch lets both sides of the doubt be tried. */
function lengthOf(settings: Settings, text: string): number {
  if (settings.textLength === 'utf16') return text.length;
  if (settings.textLength === 'bytes') return Buffer.byteLength(text);
  return [...text].length;
}

function checkAttachment(value: unknown): Pick<MessageContent, 'media' | 'template'> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidParameter('Param message[attachment] must be an object');
  }
  const attachment: Record<string, unknown> = { ...value };
  const payload: Record<string, unknown> =
    typeof attachment['payload'] === 'object' ? { ...attachment['payload'] } : {};
  if (attachment['type'] === 'template') return { template: payload };
  const type = mediaTypes.find((known) => known === attachment['type']);
  if (!type) {
    throw invalidParameter(
      'Param message[attachment][type] must be one of {AUDIO, FILE, IMAGE, TEMPLATE, VIDEO}',
    );
  }
  return { media: { type, payload } };
}

const contentTypes = ['text', 'user_phone_number', 'user_email'];

function checkQuickReplies(value: unknown): QuickReplyRecord[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalidParameter('Param message[quick_replies] must be an array.');
  if (value.length > mostQuickReplies) {
    throw invalidParameter(`Param message[quick_replies] has too many elements: at most ${mostQuickReplies}`);
  }
  return value.map((reply: unknown, index) => checkQuickReply(reply, `message[quick_replies][${index}]`));
}

function checkQuickReply(value: unknown, name: string): QuickReplyRecord {
  const reply: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const contentType = reply['content_type'] ?? 'text';
  if (typeof contentType !== 'string' || !contentTypes.includes(contentType)) {
    throw invalidParameter(
      `Param ${name}[content_type] must be one of {TEXT, USER_PHONE_NUMBER, USER_EMAIL}`,
    );
  }
  const imageUrl = typeof reply['image_url'] === 'string' ? { imageUrl: reply['image_url'] } : {};
  if (contentType !== 'text') return { title: '', payload: '', contentType, ...imageUrl };
  const { title, payload } = reply;
  if (typeof title !== 'string' || title === '') throw invalidParameter(`Param ${name}[title] is required.`);
  // A number is as good as a text here.
  if (typeof payload !== 'string' && typeof payload !== 'number') {
    throw invalidParameter(`Param ${name}[payload] is required.`);
  }
  if (String(payload).length > longestPayload) {
    throw invalidParameter(
      `Length of param ${name}[payload] must be less than or equal to ${longestPayload}`,
    );
  }
  return { title, payload: String(payload), contentType, ...imageUrl };
}
