import type { AttachmentKind, QuickReply, WriteMessage } from '../../../contract/messages.ts';
import type { OwnWords } from '../../../contract/translation.ts';
import type { MessageTemplate } from '../../../contract/templates.ts';
import { splitText } from '../../../contract/split-text.ts';
import { kindOfUpload } from '../files/keep-file.ts';
import { invalid } from '../problems.ts';

/** An upload of the writer's, as it is stored. */
export interface UploadedFile {
  id: string;
  name: string;
  /** As its bytes say; null: they tell none. */
  extension: string | null;
  fileId: string;
  mimeType: string;
  sizeBytes: number;
}

export type PlannedAttachment = Omit<UploadedFile, 'id' | 'extension'> & { kind: AttachmentKind };

/** One message to be stored. A reply goes out as one or several of them, in their order. */
export interface PlannedMessage {
  text: string | null;
  /** At most one in a message to the customer: Messenger takes no more in one call. */
  attachments: PlannedAttachment[];
  quickReplies: QuickReply[];
  template: MessageTemplate | null;
}

/** What was written, made clean: nothing in it can be refused for its form any more. */
export interface CleanInput {
  text: string;
  quickReplies: QuickReply[];
  template: MessageTemplate | null;
  uploadIds: readonly string[];
  /** What the writer wrote, where the text is a translation of it. */
  ownWords: OwnWords | null;
}

/** Half of a surrogate pair: UTF-8 has no form for it. */
const halfCharacter = /\p{Surrogate}/gu;

/**
 * Cleans what was written: line ends and borders trimmed, no NUL (PostgreSQL takes none), half characters replaced.
 * @throws Problem `invalid` when nothing is left to send, or a note has what is for customers.
 */
export function cleanInput(input: WriteMessage): CleanInput {
  const text = cleanText(input.text ?? '');
  const uploadIds = [...new Set(input.uploads ?? [])];
  const quickReplies = (input.quickReplies ?? []).map(({ title, payload }) => ({
    title,
    payload: payload === undefined || payload === '' ? title : payload,
  }));
  const template = input.template ?? null;
  if (text === '' && uploadIds.length === 0 && template === null)
    throw invalid('text', 'Write something, or attach a file.');
  if (input.kind === 'note' && quickReplies.length > 0) {
    throw invalid('quickReplies', 'A note stays within the team: it has no buttons for the customer.');
  }
  if (input.kind === 'note' && template !== null) {
    throw invalid('template', 'A note stays within the team: it has no cards for the customer.');
  }
  return { text, quickReplies, template, uploadIds, ownWords: cleanOwnWords(input, text) };
}

function cleanText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\0', '').replace(halfCharacter, '\ufffd').trim();
}

function cleanOwnWords({ kind, ownWords }: WriteMessage, sent: string): OwnWords | null {
  if (!ownWords) return null;
  if (kind === 'note') throw invalid('ownWords', 'A note is not translated.');
  if (sent === '') throw invalid('ownWords', 'There are no words that go out in another language.');
  const text = cleanText(ownWords.text);
  return text === '' ? null : { ...ownWords, text };
}

/**
 * The messages that a reply is sent as: the text first, in parts that Messenger takes, then each file as a
 * message of its own, then what Messenger draws by itself. Quick reply buttons stand on the last of them: in Messenger they vanish with the next message.
 *
 * @param maxLength  of one message, in UTF-16 units: at most `limits.textUnits`.
 */
export function planReply(
  clean: Pick<CleanInput, 'text' | 'quickReplies' | 'template'>,
  files: readonly UploadedFile[],
  maxLength: number,
): PlannedMessage[] {
  const texts = splitText(clean.text, maxLength).map((text) => ({ ...empty(), text }));
  const { template } = clean;
  const media = template?.kind === 'media' ? mediaOf(files) : null;
  const attachments = files
    .filter((file) => file !== media)
    .map((file) => ({ ...empty(), attachments: [attach(file)] }));
  const drawn =
    template === null ? [] : [{ ...empty(), template, attachments: media ? [attach(media)] : [] }];
  const messages: PlannedMessage[] = [...texts, ...attachments, ...drawn];
  const last = messages.at(-1);
  if (last) last.quickReplies = clean.quickReplies;
  return messages;
}

/** A note stays here, so it is one message whatever it holds. */
export function planNote(clean: CleanInput, files: readonly UploadedFile[]): PlannedMessage[] {
  return [{ ...empty(), text: clean.text === '' ? null : clean.text, attachments: files.map(attach) }];
}

/** @throws Problem `invalid` when nothing is attached that could stand above the buttons. */
function mediaOf(files: readonly UploadedFile[]): UploadedFile {
  const media = files.find(({ mimeType, sizeBytes }) => {
    const kind = kindOfUpload(mimeType, sizeBytes);
    return kind === 'image' || kind === 'video';
  });
  if (!media) throw invalid('template', 'A picture with buttons needs a picture or a film: attach one.');
  return media;
}

const empty = (): PlannedMessage => ({ text: null, attachments: [], quickReplies: [], template: null });

function attach({ name, fileId, mimeType, sizeBytes }: UploadedFile): PlannedAttachment {
  return { name, fileId, mimeType, sizeBytes, kind: kindOfUpload(mimeType, sizeBytes) };
}
