import { IconArrowBackUp, IconLock, IconMail, IconNote, IconWorld } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import type { WriteKind } from '../composer/use-composer-draft.ts';
import styles from './write-tabs.module.css';

/** What may be written here: of a comment also the one private reply. */
export type WriteTab = WriteKind | 'private';

type WriteTabsProps = {
  kind: WriteTab;
  /** A reply is read by everybody. */
  isPublic?: boolean;
  /** No reply may be written; the tab stays, to say why. */
  isShut: boolean;
  mayNote: boolean;
  /** Of a comment: whether its author may be written to privately. */
  mayPrivate?: boolean;
  onChoose: (kind: WriteTab) => void;
};

/** Reply or note; under a comment public, private or note. */
export function WriteTabs(props: WriteTabsProps) {
  const { kind, isPublic = false, isShut, mayNote, mayPrivate = false, onChoose } = props;
  const NoteSign = kind === 'note' ? IconLock : IconNote;
  const ReplySign = isPublic ? IconWorld : IconArrowBackUp;
  const offered: WriteTab[] = ['reply', ...(isPublic && mayPrivate ? (['private'] as const) : []), 'note'];
  const tabOf = (own: WriteTab) => ({
    type: 'button' as const,
    role: 'tab',
    className: styles.tab,
    'aria-selected': kind === own,
    tabIndex: kind === own ? 0 : -1,
    onClick: () => onChoose(own),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      const step = event.key === 'ArrowRight' ? 1 : -1;
      onChoose(offered.at((offered.indexOf(kind) + step) % offered.length) ?? 'reply');
    },
  });
  return (
    <div className={styles.tabs} role="tablist" aria-label="What to write" data-kind={kind}>
      <button {...tabOf('reply')} data-shut={isShut || undefined}>
        <ReplySign size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
        {isPublic ? 'Public reply' : 'Reply'}
        {kind === 'note' && <KeyHint keys="R" />}
      </button>
      {isPublic && (
        <button
          {...tabOf('private')}
          disabled={!mayPrivate}
          title={mayPrivate ? undefined : 'Facebook takes one private reply for a comment, within seven days'}
        >
          <IconMail size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
          Private reply
        </button>
      )}
      <button {...tabOf('note')} disabled={!mayNote}>
        <NoteSign size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
        Note
        {kind !== 'note' && <KeyHint keys="N" />}
      </button>
    </div>
  );
}
