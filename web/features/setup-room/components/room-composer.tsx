import { IconSend } from '@tabler/icons-react';
import { useId, useState, type FormEvent } from 'react';
import { newClientId } from '../../../lib/new-client-id.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { useRunCommand } from '../api/run-command.ts';
import { useSayInRoom } from '../api/room.ts';
import { isCommand, matchCommands } from '../command-list.ts';
import styles from './room-composer.module.css';

/** Where one writes to the other administrators, or to the bot. */
export function RoomComposer() {
  const [text, setText] = useState('');
  const say = useSayInRoom();
  const run = useRunCommand();
  const listId = useId();
  const error = say.error ?? run.error;
  const offered = matchCommands(text);

  const send = (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words === '') return;
    const done = { onSuccess: () => setText('') };
    if (isCommand(words)) run.mutate(words, done);
    else say.mutate({ clientId: newClientId(), text: words }, done);
  };
  return (
    <form className={styles.composer} onSubmit={send}>
      {error && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      <div className={styles.row}>
        <input
          className={styles.input}
          aria-label="Message to the setup room"
          placeholder="Write to the other administrators, or /facebook help"
          maxLength={4000}
          autoComplete="off"
          list={offered.length > 0 ? listId : undefined}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <datalist id={listId}>
          {offered.map((command) => (
            <option key={command.text} value={command.text}>
              {command.does}
            </option>
          ))}
        </datalist>
        <Button
          kind="primary"
          submit
          busy={say.isPending || run.isPending}
          icon={<IconSend size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
        >
          Send
        </Button>
      </div>
    </form>
  );
}
