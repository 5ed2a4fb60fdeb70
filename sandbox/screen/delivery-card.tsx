import { useState } from 'react';
import { sim } from './sim.ts';
import { SwitchRow } from './switch-row.tsx';
import type { Settings, World } from './types.ts';

/** A switch over a part of the settings. */
interface SettingSwitch {
  title: string;
  help: string;
  isOn(settings: Settings): boolean;
  on: Partial<Settings>;
  off: Partial<Settings>;
}

const settingSwitches: SettingSwitch[] = [
  {
    title: 'Deliver everything twice',
    help: 'As Meta does now and then',
    isOn: ({ duplicates }) => duplicates > 0,
    on: { duplicates: 1 },
    off: { duplicates: 0 },
  },
  {
    title: 'Deliver out of order',
    help: 'Shuffled within 10 s',
    isOn: ({ shuffleWithinMs }) => shuffleWithinMs > 0,
    on: { shuffleWithinMs: 10_000 },
    off: { shuffleWithinMs: 0 },
  },
  {
    title: 'Deliver late',
    help: 'Each webhook waits 5 s',
    isOn: ({ delayMs }) => delayMs > 0,
    on: { delayMs: 5_000 },
    off: { delayMs: 0 },
  },
  {
    title: 'Hold deliveries back',
    help: 'Until they are released below',
    isOn: ({ hold }) => hold,
    on: { hold: true },
    off: { hold: false },
  },
  {
    title: 'Echo before the answer',
    help: 'The send’s own webhook overtakes it',
    isOn: ({ echo }) => echo === 'before',
    on: { echo: 'before' },
    off: { echo: 'after' },
  },
  {
    title: 'Sign with a wrong secret',
    help: 'The desk must refuse these',
    isOn: ({ signature }) => signature === 'wrong',
    on: { signature: 'wrong' },
    off: { signature: 'right' },
  },
  {
    title: 'Answer slowly',
    help: 'Every Graph call takes 2 s',
    isOn: ({ latencyMs }) => latencyMs > 0,
    on: { latencyMs: 2_000 },
    off: { latencyMs: 0 },
  },
  {
    title: 'Conversations: two a second',
    help: 'Then 613, as Meta documents it',
    isOn: ({ conversationsPerSecond }) => conversationsPerSecond > 0,
    on: { conversationsPerSecond: 2 },
    off: { conversationsPerSecond: 0 },
  },
];

/** How webhooks and answers travel. */
export function DeliveryCard({ world, run }: { world: World; run(act: () => Promise<unknown>): void }) {
  const on = settingSwitches.filter(({ isOn }) => isOn(world.settings)).length;
  // Only at first: a card must not close under the hand that switches the last thing off.
  const [wasOn] = useState(on > 0);
  return (
    <details className="card" open={wasOn}>
      <summary>
        <h3>Webhooks and answers</h3>
        {on > 0 && <span className="chip warn">{on} on</span>}
      </summary>
      <ul className="switches">
        {settingSwitches.map(({ title, help, isOn, on: turnOn, off: turnOff }) => (
          <SwitchRow
            key={title}
            title={title}
            help={help}
            isOn={isOn(world.settings)}
            toggle={(next) => run(() => sim('PATCH', '/settings', next ? turnOn : turnOff))}
          />
        ))}
      </ul>
    </details>
  );
}
