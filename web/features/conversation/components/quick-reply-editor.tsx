import { IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { limits } from '../../../../contract/messages.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import styles from './quick-reply-editor.module.css';

type Button = { title: string; payload?: string };

type QuickReplyEditorProps = {
  buttons: readonly Button[];
  onChange: (buttons: Button[]) => void;
  /** Begin with an open field: the tool was just pressed. */
  startOpen: boolean;
};

/** Buttons as the customer will see them: add, mend, take away. */
export function QuickReplyEditor({ buttons, onChange, startOpen }: QuickReplyEditorProps) {
  const [editing, setEditing] = useState<number | 'new' | null>(startOpen ? 'new' : null);
  const finish = (title: string, goOn: boolean) => {
    const clean = title.trim();
    if (editing === 'new') {
      if (clean !== '') onChange([...buttons, { title: clean }]);
      const isFull = buttons.length + 1 >= limits.quickReplies;
      setEditing(goOn && clean !== '' && !isFull ? 'new' : null);
    } else if (editing !== null) {
      onChange(
        clean === ''
          ? buttons.filter((_button, index) => index !== editing)
          : buttons.map((button, index) => (index === editing ? { title: clean } : button)),
      );
      setEditing(null);
    }
  };
  return (
    <ul className={styles.buttons} aria-label="Quick reply buttons">
      {buttons.map((button, index) => (
        <li key={index}>
          {editing === index ? (
            <TitleField title={button.title} onDone={finish} />
          ) : (
            <span className={styles.button}>
              <button type="button" title="Change" onClick={() => setEditing(index)}>
                {button.title}
              </button>
              <button
                type="button"
                className={styles.remove}
                aria-label={`Remove ${button.title}`}
                onClick={() => onChange(buttons.filter((_button, at) => at !== index))}
              >
                <IconX size={12} stroke={iconStroke} aria-hidden="true" />
              </button>
            </span>
          )}
        </li>
      ))}
      {editing === 'new' && (
        <li key={`new-${buttons.length}`}>
          <TitleField title="" onDone={finish} />
        </li>
      )}
      {editing === null && buttons.length < limits.quickReplies && (
        <li>
          <IconButton
            size="small"
            label="Add a quick reply button"
            icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={() => setEditing('new')}
          />
        </li>
      )}
      {buttons.length >= limits.quickReplies - 3 && (
        <li className={styles.count}>
          {buttons.length} of {limits.quickReplies}
        </li>
      )}
    </ul>
  );
}

type TitleFieldProps = { title: string; onDone: (title: string, goOn: boolean) => void };

function TitleField({ title, onDone }: TitleFieldProps) {
  const [text, setText] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => field.current?.focus(), []);
  const done = (result: string, goOn: boolean) => {
    // Leaving the field after Enter must not add the same button again.
    if (isDone.current) return;
    isDone.current = true;
    onDone(result, goOn);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      done(text, true);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      done(title, false);
    }
  };
  const left = limits.quickReplyTitle - text.length;
  return (
    <span className={styles.field}>
      <input
        ref={field}
        value={text}
        maxLength={limits.quickReplyTitle}
        aria-label={`Words on the button, ${limits.quickReplyTitle} characters at most`}
        placeholder="Words on the button"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => done(text, false)}
      />
      {left <= 5 && <span className={styles.left}>{left}</span>}
    </span>
  );
}
