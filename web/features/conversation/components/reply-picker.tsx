import type { SavedReply } from '../../../../contract/saved-replies.ts';
import { templateWords } from '../../../../contract/templates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Link } from '../../../ui/link.tsx';
import type { ReplyPicker as Picker } from '../composer/use-reply-picker.ts';
import { optionProps } from './option-props.ts';
import styles from './reply-picker.module.css';

/** The saved replies above the field: arrows choose, Enter takes, Escape closes. */
export function ReplyPicker({ picker, id }: { picker: Picker; id: string }) {
  if (!picker.isOpen) return null;
  const { replies, commands, error, word } = picker;
  return (
    <div className={styles.picker}>
      <div id={id} className={styles.list} role="listbox" aria-label="Saved replies">
        {commands.map((command, index) => (
          <button key={command.word} {...optionProps(picker, id, index)} onClick={() => picker.run(command)}>
            <span className={styles.head}>
              <span className="strong clip">{command.title}</span>
              <kbd className={styles.shortcut}>/{command.word}</kbd>
            </span>
          </button>
        ))}
        {replies?.map((reply, index) => (
          <button
            key={reply.id}
            {...optionProps(picker, id, commands.length + index)}
            onClick={() => picker.choose(reply)}
          >
            <span className={styles.head}>
              <span className="strong clip">{reply.title}</span>
              {reply.shortcut !== null && <kbd className={styles.shortcut}>/{reply.shortcut}</kbd>}
            </span>
            <span className={styles.preview}>{previewOf(reply)}</span>
          </button>
        ))}
      </div>
      {error !== null && <p className={styles.nothing}>The saved replies could not be loaded.</p>}
      {replies?.length === 0 && commands.length === 0 && (
        <p className={styles.nothing}>
          {word === '' ? 'No reply is saved yet.' : `Nothing is called “${word}”.`}
        </p>
      )}
      <p className={styles.foot}>
        <Link className={styles.manage} href={screenPaths.settings('saved-replies')}>
          Saved replies…
        </Link>
        {word === '' && (
          <span className="small text-3">/p reply · /i note · /c advice · /t agent · /tq department</span>
        )}
      </p>
    </div>
  );
}

function previewOf({ variants, files }: SavedReply): string {
  const [first] = variants;
  const words = first?.text.trim() || (first?.template ? templateWords(first.template) : '');
  return words === '' ? files.map(({ name }) => name).join(', ') : words;
}
