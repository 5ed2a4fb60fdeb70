// A list box under a field that filters it: no tag of HTML is that.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { ConversationSummary } from '../../contract/conversations.ts';
import { askCommand } from '../features/setup-room/ask-command.ts';
import { matchCommands } from '../features/setup-room/command-list.ts';
import { useCommands } from '../lib/commands.ts';
import { useRight } from '../lib/desk-queries.ts';
import { screenPaths } from '../lib/screen-paths.ts';
import { Avatar } from '../ui/avatar.tsx';
import { DepartmentMark } from '../ui/department-mark.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { useGo } from '../ui/link.tsx';
import { useFirstFocus } from '../ui/use-first-focus.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { findCommands, shownKeys } from './command-search.ts';
import styles from './command-palette.module.css';
import { findConversationsQuery } from './find-conversations.ts';

type Choice =
  | { kind: 'command'; id: string; title: string; group: string; keys: string | undefined; run: () => void }
  | { kind: 'conversation'; id: string; row: ConversationSummary; run: () => void };

/** Everything one can do, and everybody one can open, by typing a part of its name. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  useReturnFocus();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const choices = useChoices(words);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const run = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    // After the palette gave the focus back, so that what runs may move it.
    setTimeout(choice.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((chosen + step + choices.length) % Math.max(1, choices.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(choices[chosen]);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size="560px"
      yOffset="12vh"
      padding={0}
      transitionProps={{ transition: 'fade', duration: 90 }}
      classNames={{ content: styles.content ?? '', overlay: styles.overlay ?? '' }}
      attributes={{ content: { 'aria-label': 'Commands and conversations' } }}
    >
      <div className={styles.head}>
        <IconSearch size={18} stroke={1.5} aria-hidden="true" className={styles.sign} />
        <Field
          words={words}
          chosenId={choices[chosen] ? optionId(choices[chosen]) : undefined}
          onWords={(typed) => {
            setWords(typed);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <KeyHint keys="Esc" />
      </div>
      {choices.length === 0 ? (
        <p className={styles.none}>Nothing is called “{words}”.</p>
      ) : (
        <div ref={list} id="palette-list" role="listbox" aria-label="Found" className={styles.list}>
          {choices.map((choice, index) => (
            // The keys are handled by the field that has the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={optionId(choice)}
              id={optionId(choice)}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={styles.option}
              onMouseMove={() => setChosen(index)}
              onClick={() => run(choice)}
            >
              {choice.kind === 'command' ? (
                <CommandLine choice={choice} />
              ) : (
                <ConversationLine row={choice.row} />
              )}
            </div>
          ))}
        </div>
      )}
    </Modal>
  );
}

/**
 * Has the focus from the moment it is there, and for as long: the first letter typed after the key belongs to it,
 * and a menu that closes late gives the focus back to somebody else.
 */
function Field(props: {
  words: string;
  chosenId: string | undefined;
  onWords: (typed: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const field = useFirstFocus<HTMLInputElement>();
  const keepFocus = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (currentTarget.closest('[role="dialog"]')?.contains(relatedTarget)) return;
    setTimeout(() => field.current?.focus(), 0);
  };
  return (
    <input
      ref={field}
      data-autofocus
      className={styles.input}
      role="combobox"
      aria-expanded="true"
      aria-controls="palette-list"
      aria-activedescendant={props.chosenId}
      aria-label="Search commands and conversations"
      placeholder="Search commands and conversations"
      value={props.words}
      onChange={(event) => props.onWords(event.target.value)}
      onKeyDown={props.onKeyDown}
      onBlur={keepFocus}
    />
  );
}

function optionId(choice: Choice): string {
  return `palette-${choice.kind}-${choice.id.replaceAll('.', '-')}`;
}

function useChoices(words: string): Choice[] {
  const go = useGo();
  const commands = useCommands();
  const [asked] = useDebouncedValue(words.trim(), 150);
  const maySee = useRight('see-conversations');
  const found = useQuery({ ...findConversationsQuery(asked), enabled: maySee && asked.length >= 2 });
  const rows = asked.length >= 2 && words.trim().length >= 2 ? (found.data?.items ?? []) : [];
  return [
    ...matchCommands(words).map(({ text, does }) => ({
      kind: 'command' as const,
      id: text.replaceAll(/[^a-z0-9]+/gi, '-'),
      title: text,
      group: does,
      keys: undefined,
      run: () => askCommand(text),
    })),
    ...findCommands(commands, words)
      .filter((command) => command.id !== 'desk.palette')
      .map((command) => ({
        kind: 'command' as const,
        ...command,
        keys: command.keys,
      })),
    ...rows.map((row) => ({
      kind: 'conversation' as const,
      id: row.id,
      row,
      run: () => go(screenPaths.conversation(row.id, row.status === 'closed' ? 'closed' : 'all')),
    })),
  ];
}

function CommandLine({ choice }: { choice: Extract<Choice, { kind: 'command' }> }) {
  return (
    <>
      <span className={styles.group}>{choice.group}</span>
      <span className="grow clip">{choice.title}</span>
      {choice.keys && <KeyHint keys={shownKeys(choice.keys)} />}
    </>
  );
}

function ConversationLine({ row }: { row: ConversationSummary }) {
  return (
    <>
      <Avatar name={row.contact.name} pictureUrl={row.contact.pictureUrl} size={24} />
      <span className={`${styles.name} medium clip`}>{row.contact.name}</span>
      <span className={`${styles.last} grow clip`}>{row.lastMessage?.text}</span>
      <span className="small text-3">
        <DepartmentMark name={row.department.name} color={row.department.color} />
      </span>
    </>
  );
}
