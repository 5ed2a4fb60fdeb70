import type { Upload } from '../../../contract/messages.ts';
import type {
  ChangeSavedReply,
  CreateSavedReply,
  SavedReply,
  SavedReplyFile,
  SavedReplyScope,
  SavedReplyVariant,
} from '../../../contract/saved-replies.ts';
import { createSavedReply } from '../../../contract/saved-replies.ts';
import { findPlaceholderFaults } from '../../../contract/placeholders.ts';
import type { MessageTemplate, TemplateButton, TemplateCard } from '../../../contract/templates.ts';

/** A saved reply while it is being written. */
export type ReplyDraft = {
  title: string;
  shortcut: string;
  scope: SavedReplyScope;
  departmentId: string | null;
  variants: SavedReplyVariant[];
  /** Those that it has already. */
  files: SavedReplyFile[];
  /** Those that come to it. */
  uploads: Upload[];
};

export const emptyVariant = (language: string): SavedReplyVariant => ({
  language,
  text: '',
  quickReplies: [],
  template: null,
});

export function draftOf(reply: SavedReply | null): ReplyDraft {
  return {
    title: reply?.title ?? '',
    shortcut: reply?.shortcut ?? '',
    scope: reply?.scope ?? 'private',
    departmentId: reply?.department?.id ?? null,
    variants: reply?.variants ?? [emptyVariant('en')],
    files: reply?.files ?? [],
    uploads: [],
  };
}

/** What is sent to the server, or what is wrong by field: `variants.0.text`. */
export function readDraft(
  draft: ReplyDraft,
): { fields: CreateSavedReply; faults: null } | { fields: null; faults: Record<string, string> } {
  const fields = {
    title: draft.title,
    shortcut: draft.shortcut.trim() === '' ? null : draft.shortcut,
    scope: draft.scope,
    departmentId: draft.scope === 'department' ? draft.departmentId : null,
    variants: draft.variants,
    keepFiles: draft.files.map(({ id }) => id),
    uploads: draft.uploads.map(({ id }) => id),
  };
  const read = createSavedReply.safeParse(fields);
  const faults: Record<string, string> = {};
  for (const issue of read.error?.issues ?? []) faults[issue.path.join('.')] ??= issue.message;
  if (draft.scope === 'department' && draft.departmentId === null)
    faults['departmentId'] = 'Choose a department.';
  const hasFiles = draft.files.length + draft.uploads.length > 0;
  draft.variants.forEach(({ text, template }, at) => {
    const [fault] = findPlaceholderFaults(text);
    if (fault !== undefined) faults[`variants.${at}.text`] ??= fault;
    if (text.trim() === '' && template === null && !hasFiles) {
      faults[`variants.${at}.text`] ??= 'Write something, or attach a file.';
    }
  });
  return read.success && Object.keys(faults).length === 0
    ? { fields: read.data, faults: null }
    : { fields: null, faults };
}

/** The same with the version that it was looked at in. */
export function changeOf(fields: CreateSavedReply, { version }: SavedReply): ChangeSavedReply {
  return { ...fields, version };
}

export type TemplateKind = MessageTemplate['kind'] | 'none';

/** Another kind of template, with what of the one before it can be kept. */
export function switchTemplate(before: MessageTemplate | null, kind: TemplateKind): MessageTemplate | null {
  const buttons =
    before === null ? [] : before.kind === 'cards' ? (before.cards[0]?.buttons ?? []) : before.buttons;
  switch (kind) {
    case 'none':
      return null;
    case 'buttons':
      return { kind, text: '', buttons: buttons.length > 0 ? buttons : [emptyButton()] };
    case 'cards':
      return { kind, cards: [emptyCard()] };
    case 'media':
      return { kind, buttons };
  }
}

export const emptyButton = (): TemplateButton => ({ type: 'postback', title: '', payload: 'BUTTON' });
export const emptyCard = (): TemplateCard => ({ title: '', buttons: [] });

/** Another kind of button under the same title. */
export function switchButton({ title }: TemplateButton, type: TemplateButton['type']): TemplateButton {
  switch (type) {
    case 'link':
      return { type, title, url: 'https://' };
    case 'postback':
      return { type, title, payload: title === '' ? 'BUTTON' : title };
    case 'call':
      return { type, title, phone: '+' };
  }
}
