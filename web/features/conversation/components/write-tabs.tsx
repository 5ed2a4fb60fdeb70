import { IconArrowBackUp, IconLock, IconNote } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import type { WriteKind } from '../composer/use-composer-draft.ts';
import styles from './write-tabs.module.css';

type WriteTabsProps = {
  kind: WriteKind;
  /** No reply may be written; the tab stays, to say why. */
  isShut: boolean;
  mayNote: boolean;
  onChoose: (kind: WriteKind) => void;
};

/** Reply or note. */
export function WriteTabs({ kind, isShut, mayNote, onChoose }: WriteTabsProps) {
  const NoteSign = kind === 'note' ? IconLock : IconNote;
  const tabOf = (own: WriteKind) => ({
    type: 'button' as const,
    role: 'tab',
    className: styles.tab,
    'aria-selected': kind === own,
    tabIndex: kind === own ? 0 : -1,
    onClick: () => onChoose(own),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      onChoose(kind === 'reply' ? 'note' : 'reply');
    },
  });
  return (
    <div className={styles.tabs} role="tablist" aria-label="What to write" data-kind={kind}>
      <button {...tabOf('reply')} data-shut={isShut || undefined}>
        <IconArrowBackUp size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
        Reply
        {kind === 'note' && <KeyHint keys="R" />}
      </button>
      <button {...tabOf('note')} disabled={!mayNote}>
        <NoteSign size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
        Note
        {kind === 'reply' && <KeyHint keys="N" />}
      </button>
    </div>
  );
}
