import type { ConversationSummary } from '../../../contract/conversations.ts';
import type { AttachmentTableKind } from './read-attachment.ts';

type LastMessage = NonNullable<ConversationSummary['lastMessage']>;

const previewLength = 200;

/** The last line of a list row, in the contract's shape. */
export function previewOf(message: {
  text: string | null;
  direction: 'in' | 'out';
  at: Date;
  firstAttachment?: AttachmentTableKind | null;
  unsupported?: boolean;
}): LastMessage {
  const { direction, at, firstAttachment = null, unsupported = false } = message;
  const text = cut(message.text ?? '');
  const kind = text !== '' ? 'text' : lineKindOf(firstAttachment, unsupported);
  return { text, kind, direction, at: at.toISOString() };
}

/** Of a message that has changed: what was taken back leaves an empty line. */
export function previewOfChanged({ text, direction, at, unsentAt }: ChangedMessage): LastMessage {
  return previewOf({ text: unsentAt === null ? text : null, direction: direction ?? 'in', at });
}

interface ChangedMessage {
  text: string | null;
  direction: 'in' | 'out' | null;
  at: Date;
  unsentAt: Date | null;
}

/** What a customer wrote who has not agreed to be read. */
export function previewOfWithheld(at: Date): LastMessage {
  return { text: '', kind: 'withheld', direction: 'in', at: at.toISOString() };
}

/** At most so many characters, none of them cut in two. */
function cut(text: string): string {
  return text.length <= previewLength
    ? text
    : [...text.slice(0, previewLength * 2)].slice(0, previewLength).join('');
}

function lineKindOf(firstAttachment: AttachmentTableKind | null, unsupported: boolean): LastMessage['kind'] {
  switch (firstAttachment) {
    case null:
      return unsupported ? 'unsupported' : 'text';
    case 'template':
      return 'link';
    case 'unknown':
      return 'unsupported';
    default:
      return firstAttachment;
  }
}
