import { useEffect, useState } from 'react';
import { Icon } from './icon.tsx';
import { sim } from './sim.ts';
import { dayTime, exactTime } from './times.ts';
import type { Thread, World } from './types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const steps = [
  { title: '+1 min', ms: MINUTE },
  { title: '+1 h', ms: HOUR },
  { title: '+23 h', ms: 23 * HOUR },
  { title: '+7 d', ms: 7 * 24 * HOUR },
];

interface ClockProps {
  world: World;
  /** On the phone: its window is one of the things to jump to. */
  thread: Thread | null;
  run(act: () => Promise<unknown>): void;
}

/** The time by which everything here lives: stopped, put ahead, or real. */
export function ClockCard({ world, thread, run }: ClockProps) {
  const [machineMs, setMachineMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setMachineMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const nowMs = world.isPaused ? world.nowMs : machineMs + world.offsetMs;
  const move = (body: unknown) => run(() => sim('POST', '/clock', body));
  const windowEndsAt = thread?.windowEndsAt ?? 0;
  const expiryAt = world.nextTokenExpiryAt ?? 0;
  return (
    <div className="card clock">
      <div className="card-head">
        <div>
          <h3>Sandbox clock{world.isPaused && <span className="chip warn">stopped</span>}</h3>
          <p className="now">
            {dayTime(nowMs)}, {exactTime(nowMs)}
          </p>
        </div>
        <span className="grow" />
        <button
          type="button"
          className="tool"
          aria-label={world.isPaused ? 'Let the clock run' : 'Stop the clock'}
          onClick={() => move({ paused: !world.isPaused })}
        >
          <Icon name={world.isPaused ? 'play' : 'pause'} />
        </button>
      </div>
      <div className="row">
        {steps.map(({ title, ms }) => (
          <button key={title} type="button" className="button" onClick={() => move({ advanceMs: ms })}>
            {title}
          </button>
        ))}
        <span className="grow" />
        <button
          type="button"
          className="button plain"
          disabled={world.offsetMs === 0 && !world.isPaused}
          onClick={() => move({ offsetMs: 0 })}
        >
          <Icon name="forward" /> Real time
        </button>
      </div>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={windowEndsAt - MINUTE <= nowMs}
          title="Of the thread on the phone"
          onClick={() => move({ setTo: windowEndsAt - MINUTE })}
        >
          1 min before the window closes
        </button>
        <button
          type="button"
          className="button"
          disabled={expiryAt <= nowMs}
          title="The next of the keys given out since the start"
          onClick={() => move({ setTo: expiryAt + 1_000 })}
        >
          Until a key expires
        </button>
      </div>
      <p className="quiet">The desk’s clock goes along, so reply windows close before your eyes.</p>
    </div>
  );
}
