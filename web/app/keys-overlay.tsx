import { Switch } from '@mantine/core';
import { useCommands, type Command } from '../lib/commands.ts';
import { switchLetters, useLettersOn } from '../lib/key-setting.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { shownKeys } from './command-search.ts';
import styles from './keys-overlay.module.css';

const groups: Command['group'][] = ['List', 'Conversation', 'Composer', 'Go to', 'Desk'];

const always = [
  { title: 'Commands and conversations', keys: 'Ctrl K' },
  { title: 'Next pane', keys: 'F6' },
  { title: 'One step out', keys: 'Esc' },
];

/** All keys that work now, and the switch for the letters among them. */
export function KeysOverlay({ onClose }: { onClose: () => void }) {
  const commands = useCommands().filter((command) => command.keys !== undefined);
  const areOn = useLettersOn();
  return (
    <Dialog title="Keyboard" onClose={onClose} width="640px">
      <Switch
        className={styles.switch}
        data-autofocus
        label="Single letters"
        description="They work outside of fields. The keys with Ctrl, F6 and Esc always do."
        checked={areOn}
        onChange={(event) => switchLetters(event.currentTarget.checked)}
      />
      <div className={styles.groups} data-off={!areOn || undefined}>
        {groups.map((group) => {
          const lines = commands.filter((command) => command.group === group);
          if (lines.length === 0) return null;
          return (
            <Group
              key={group}
              name={group}
              lines={lines.map(({ title, keys }) => ({ title, keys: shownKeys(keys ?? '') }))}
            />
          );
        })}
        <Group name="Always" lines={always} />
      </div>
    </Dialog>
  );
}

function Group({ name, lines }: { name: string; lines: { title: string; keys: string }[] }) {
  return (
    <section>
      <h3 className={styles.head}>{name}</h3>
      <ul>
        {lines.map(({ title, keys }) => (
          <li key={title} className={styles.line}>
            <span className="grow clip">{title}</span>
            <span className={styles.keys}>
              {keys.split(' ').map((key) => (
                <KeyHint key={key} keys={key} />
              ))}
              <span className="sr">{keys}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
