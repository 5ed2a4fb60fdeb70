import { IconMessage2Bolt, IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { ButtonsIcon } from '../../../ui/buttons-icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { EmojiPicker } from './emoji-picker.tsx';

type ComposerToolsProps = {
  /** Null while the page sends no files. */
  onFiles: ((files: readonly File[]) => void) | null;
  onInsert: (words: string) => void;
  /** Null in a note: it is for the team. */
  savedReplies: { shown: boolean; onToggle: () => void } | null;
  /** Null in a note: its readers have nothing to tap. */
  buttons: { shown: boolean; onToggle: () => void } | null;
};

/** What can be put into a reply besides words. */
export function ComposerTools({ onFiles, onInsert, savedReplies, buttons }: ComposerToolsProps) {
  return (
    <>
      {onFiles !== null && <FilePicker onFiles={onFiles} />}
      <EmojiPicker onPick={onInsert} />
      {savedReplies !== null && (
        <IconButton
          size="small"
          label="Saved replies"
          hint="/"
          on={savedReplies.shown}
          icon={<IconMessage2Bolt size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
          onClick={savedReplies.onToggle}
        />
      )}
      {buttons !== null && (
        <IconButton
          size="small"
          label="Quick reply buttons"
          on={buttons.shown}
          icon={<ButtonsIcon size={iconSizes.regular} />}
          onClick={buttons.onToggle}
        />
      )}
    </>
  );
}

function FilePicker({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // Emptied, so that the same file can be chosen once more.
          event.currentTarget.value = '';
        }}
      />
      <IconButton
        size="small"
        label="Attach a file"
        icon={<IconPaperclip size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
        onClick={() => picker.current?.click()}
      />
    </>
  );
}
