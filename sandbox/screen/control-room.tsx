import { useEffect, useState } from 'react';
import { DeliveryLog } from './delivery-log.tsx';
import { Icon } from './icon.tsx';
import { sim } from './sim.ts';
import { dayTime, exactTime } from './times.ts';
import type { Fault, Settings, World } from './types.ts';
import type { LogEntry } from './use-sandbox.ts';

interface RoomProps {
  world: World;
  log: LogEntry[];
  run(act: () => Promise<unknown>): void;
}

/** Where the sandbox's clock is moved, faults are switched on, and every delivery and call is seen. */
export function ControlRoom({ world, log, run }: RoomProps) {
  return (
    <section className="column control" aria-label="Control room">
      <div className="column-head">
        <h2>Control room</h2>
        <span className="grow" />
        <span className="quiet">seed {world.seed}</span>
      </div>
      <Clock world={world} run={run} />
      <Faults world={world} run={run} />
      <DeliveryLog world={world} log={log} run={run} />
    </section>
  );
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const steps = [
  { title: '+1 min', ms: MINUTE },
  { title: '+1 h', ms: HOUR },
  { title: '+23 h', ms: 23 * HOUR },
  { title: '+7 d', ms: 7 * 24 * HOUR },
];

function Clock({ world, run }: Pick<RoomProps, 'world' | 'run'>) {
  const [machineMs, setMachineMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setMachineMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const nowMs = machineMs + world.offsetMs;
  return (
    <div className="card clock">
      <div>
        <h3>Sandbox clock</h3>
        <p className="now">
          {dayTime(nowMs)}, {exactTime(nowMs)}
        </p>
      </div>
      <div className="row">
        {steps.map(({ title, ms }) => (
          <button
            key={title}
            type="button"
            className="button"
            onClick={() => run(() => sim('POST', '/clock', { advanceMs: ms }))}
          >
            {title}
          </button>
        ))}
        <span className="grow" />
        <button
          type="button"
          className="button plain"
          disabled={world.offsetMs === 0}
          onClick={() => run(() => sim('POST', '/clock', { offsetMs: 0 }))}
        >
          <Icon name="forward" /> Real time
        </button>
      </div>
      <p className="quiet">The desk’s clock goes along, so reply windows close before your eyes.</p>
    </div>
  );
}

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
    title: 'Human Agent approved',
    help: 'Sends by hand up to 7 days',
    isOn: ({ humanAgent }) => humanAgent,
    on: { humanAgent: true },
    off: { humanAgent: false },
  },
];

interface SendFault {
  title: string;
  help: string;
  body: Record<string, unknown>;
}

const sends = { path: '/messages', kind: 'message' };
const sendFaults: SendFault[] = [
  { title: 'Rate limit, 613', help: 'For the next five sends', body: { times: 5, status: 400, code: 613 } },
  {
    title: 'Out for a moment, 2',
    help: 'Temporary, for the next two sends',
    body: { times: 2, status: 500, code: 2, isTransient: true },
  },
  {
    title: 'Outside the window, 10',
    help: 'For the next send',
    body: { times: 1, status: 400, code: 10, subcode: 2018278 },
  },
  {
    title: 'Person unavailable, 551',
    help: 'For the next send',
    body: { times: 1, status: 400, code: 551, subcode: 1545041 },
  },
  {
    title: 'Sent, but no answer',
    help: 'The hard case: did it go out?',
    body: { times: 1, applyThenError: true, dropConnection: true },
  },
  {
    title: 'Neither sent nor answered',
    help: 'The connection breaks at once',
    body: { times: 1, dropConnection: true },
  },
  {
    title: 'A page of HTML, 502',
    help: 'What a proxy says',
    body: { times: 1, status: 502, htmlBody: '<html>Bad gateway</html>' },
  },
];

function Faults({ world, run }: Pick<RoomProps, 'world' | 'run'>) {
  const patch = (settings: Partial<Settings>) => run(() => sim('PATCH', '/settings', settings));
  const isExpired = world.broken.length > 0;
  const on =
    settingSwitches.filter(({ title, isOn }) => title !== 'Human Agent approved' && isOn(world.settings))
      .length +
    world.faults.length +
    Number(isExpired);
  return (
    <div className="card">
      <div className="card-head">
        <h3>Faults</h3>
        {on > 0 && <span className="chip warn">{on} on</span>}
      </div>
      <ul className="switches">
        {settingSwitches.map(({ title, help, isOn, on: turnOn, off: turnOff }) => (
          <Row
            key={title}
            title={title}
            help={help}
            isOn={isOn(world.settings)}
            toggle={(next) => patch(next ? turnOn : turnOff)}
          />
        ))}
        <Row
          title="Let the access key expire"
          help="Error 190 from now on"
          isOn={isExpired}
          toggle={(next) =>
            run(() =>
              next ? sim('POST', '/tokens/break', { subcode: 463 }) : sim('POST', '/tokens/mend', {}),
            )
          }
        />
        {sendFaults.map(({ title, help, body }) => {
          const active = world.faults.find((fault) => fault.title === title);
          return (
            <Row
              key={title}
              title={title}
              help={active ? leftOf(active) : help}
              isOn={active !== undefined}
              toggle={(next) =>
                run(() =>
                  next || !active
                    ? sim('POST', '/faults', { title, match: sends, ...body })
                    : sim('DELETE', `/faults/${active.id}`),
                )
              }
            />
          );
        })}
      </ul>
    </div>
  );
}

function leftOf({ times }: Fault): string {
  if (times === null) return 'Until it is switched off';
  return times === 1 ? 'For the next send' : `For the next ${times} sends`;
}

function Row({
  title,
  help,
  isOn,
  toggle,
}: {
  title: string;
  help: string;
  isOn: boolean;
  toggle(next: boolean): void;
}) {
  return (
    <li className="switch-row">
      <div>
        <p className="strong">{title}</p>
        <p className="quiet">{help}</p>
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-label={title}
        className="switch"
        onClick={() => toggle(!isOn)}
      />
    </li>
  );
}
