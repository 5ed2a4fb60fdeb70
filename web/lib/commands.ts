import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something a person can do by key or from the palette. */
export type Command = {
  /** Stable and unique among what is on screen: `conversation.end`. */
  id: string;
  /** A verb: `End the conversation`. */
  title: string;
  /** Head under which the overlay lists it. */
  group: 'Conversation' | 'Composer' | 'List' | 'Go to' | 'Desk';
  /** One letter or sign (`r`, `]`, `?`), or two in a row (`g i`). Works outside fields only. */
  keys?: string;
  run: () => void;
};

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Command[]): void {
  commands = next;
  for (const listener of listeners) listener();
}

const registry = {
  read: () => commands,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

/** Makes a command known until the returned function is called; of two with one id the later one runs. */
export function registerCommand(command: Command): () => void {
  publish([...commands, command]);
  return () => publish(commands.filter((one) => one !== command));
}

/** Registers a command while the component is on screen; `null` takes it away. Always runs the newest `run`. */
export function useCommand(command: Command | null): void {
  const run = useRef<(() => void) | undefined>(undefined);
  useEffect(() => {
    run.current = command?.run;
  });
  const { id, title, group, keys } = command ?? {};
  useEffect(() => {
    if (id === undefined || title === undefined || group === undefined) return;
    return registerCommand({
      id,
      title,
      group,
      ...(keys === undefined ? {} : { keys }),
      run: () => run.current?.(),
    });
  }, [id, title, group, keys]);
}

/** All commands that can be run now, the newest of each id. */
export function useCommands(): readonly Command[] {
  return useSyncExternalStore(registry.subscribe, registry.read);
}

/** Runs the newest command with this id; tells whether there was one. */
export function runCommand(id: string): boolean {
  const command = commands.findLast((one) => one.id === id);
  command?.run();
  return command !== undefined;
}

/** Whether what has the focus takes letters for itself. */
export function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement &&
      !['checkbox', 'radio', 'button', 'submit'].includes(target.type)) ||
    target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
  );
}

const secondKeyWithinMs = 1_200;

/** Finds the command for a stroke, given the stroke before it. Pure, so that the rule can be tested. */
export function commandFor(
  known: readonly Command[],
  stroke: { key: string; atMs: number },
  before: { key: string; atMs: number } | null,
): Command | undefined {
  const key = stroke.key.toLowerCase();
  if (before && stroke.atMs - before.atMs <= secondKeyWithinMs) {
    const pair = known.findLast((one) => one.keys === `${before.key.toLowerCase()} ${key}`);
    if (pair) return pair;
  }
  return known.findLast((one) => one.keys === key);
}

/** Listens for the letters of all registered commands. */
export function listenForKeys(isOn: () => boolean): () => void {
  let before: { key: string; atMs: number } | null = null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isOn() || takesLetters(event.target) || event.key.length !== 1) return;
    const stroke = { key: event.key, atMs: event.timeStamp };
    const command = commandFor(commands, stroke, before);
    before = command ? null : stroke;
    if (!command) return;
    event.preventDefault();
    command.run();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
