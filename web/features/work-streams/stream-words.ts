import type { Algorithm, WorkPresence, WorkStreamSettings } from '../../../contract/work-streams.ts';

export const algorithmWords: Readonly<Record<Algorithm, { name: string; does: string }>> = {
  'highest-capacity': {
    name: 'Most room',
    does: 'Whoever has the most free capacity; of several, who has fewest of this stream.',
  },
  'round-robin': { name: 'Round robin', does: 'Whoever in the department was given one longest ago.' },
  'fewest-given': { name: 'Fewest given', does: 'Whoever in the department was given the fewest ever.' },
  'load-balancing': { name: 'Fewest in hand', does: 'Whoever has the fewest conversations in hand.' },
  'load-rotation': {
    name: 'In turn',
    does: 'Whoever waits longest for a new one, whatever they have in hand.',
  },
  broadcast: {
    name: 'Everybody at once',
    does: 'Offered to all who can take it; the first to accept has it.',
  },
  weights: {
    name: 'By weights',
    does: 'Offered first to whoever suits best by load, idle time and skills, and to more after each step.',
  },
  external: {
    name: 'A service of yours',
    does: 'Whom a program outside of the desk names, if they can take it; else whoever has the most room.',
  },
  steps: { name: 'In steps', does: 'Offered to the least busy first, and to more after each step.' },
};

export const presenceWords: Readonly<Record<WorkPresence, string>> = {
  available: 'Available',
  busy: 'Busy',
  'do-not-disturb': 'Do not disturb',
  away: 'Away',
};

export const pushWords: Readonly<Record<WorkStreamSettings['pushes'][number], string>> = {
  chat: 'Chats',
  ticket: 'Tickets',
  comment: 'Comments',
};

export const orderWords: Readonly<Record<WorkStreamSettings['order'], string>> = {
  waiting: 'Who waits longest',
  priority: 'The higher priority, then who waits longest',
  window: 'Whose reply window closes soonest',
  due: 'What is due soonest',
};

/** How a stream works, in half a sentence: for the list. */
export function wordStream({ mode, algorithm, units, pushes }: WorkStreamSettings): string {
  const size = units === 1 ? '1 unit' : `${units} units`;
  if (mode === 'pick') return `Agents pick · ${size} each`;
  const what = pushes.length === 0 ? 'nothing' : pushes.map((one) => `${one}s`).join(', ');
  return `Pushes ${what} · ${algorithmWords[algorithm].name.toLowerCase()} · ${size} each`;
}
