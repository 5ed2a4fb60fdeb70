import type { Draft } from '../../../lib/drafts.ts';
import type { WriteKind } from './use-composer-draft.ts';

/** Words and files that go out together. */
export type Written = Pick<Draft, 'text' | 'uploads'> & { template: Draft['template'] };

/** What a draft holds of one kind: the two never mix. */
export function writtenOf(draft: Draft, kind: WriteKind): Written {
  return kind === 'note' ? { ...draft.note, template: null } : draft;
}

export function isBlank({ text, uploads, template }: Written): boolean {
  return text.trim() === '' && uploads.length === 0 && template === null;
}
