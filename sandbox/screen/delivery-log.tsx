import { useState } from 'react';
import { sim } from './sim.ts';
import { exactTime } from './times.ts';
import type { World } from './types.ts';
import { keyOf, type LogEntry } from './use-sandbox.ts';

const views = [
  { id: 'all', title: 'All' },
  { id: 'delivery', title: 'To the desk' },
  { id: 'call', title: 'From it' },
] as const;

interface LogProps {
  world: World;
  log: LogEntry[];
  run(act: () => Promise<unknown>): void;
}

/** Webhooks to the desk and calls from it, newest first. */
export function DeliveryLog({ world, log, run }: LogProps) {
  const [view, setView] = useState<(typeof views)[number]['id']>('all');
  const rows = log.filter(({ kind }) => view === 'all' || kind === view);
  const { held, pending } = world.deliveries;
  return (
    <div className="card log">
      <div className="card-head">
        <h3>Deliveries and calls</h3>
        <span className="grow" />
        {held > 0 && (
          <button
            type="button"
            className="button"
            onClick={() => run(() => sim('POST', '/deliveries/release', { order: 'shuffled' }))}
          >
            Release {held}, shuffled
          </button>
        )}
        {pending > 0 && <span className="chip warn">{pending} waiting</span>}
        <div className="segments" role="group" aria-label="Which">
          {views.map(({ id, title }) => (
            <button key={id} type="button" aria-pressed={view === id} onClick={() => setView(id)}>
              {title}
            </button>
          ))}
        </div>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label="Log">
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Kind</th>
              <th scope="col">Who</th>
              <th scope="col">Answer</th>
              <th scope="col" className="figure">
                ms
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((entry) => (
              <Row
                key={keyOf(entry)}
                entry={entry}
                redeliver={(id) => run(() => sim('POST', `/deliveries/${id}/redeliver`, {}))}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className="empty">Nothing yet. Write as a customer.</p>}
      </div>
    </div>
  );
}

function Row({ entry, redeliver }: { entry: LogEntry; redeliver(id: number): void }) {
  if (entry.kind === 'call') {
    const { at, method, path, who, status, code, ms } = entry.call;
    const isGood = status !== null && status < 400;
    return (
      <tr>
        <td>{exactTime(at)}</td>
        <td className="code" title={path}>
          {method} {path.replace(/^\/v[\d.]+/, '').replace(/\d{6,}/g, '…')}
        </td>
        <td>{who}</td>
        <td>
          <span className={`chip ${isGood ? 'good' : code === undefined ? 'bad' : 'warn'}`}>
            {code ?? status ?? 'no answer'}
          </span>
        </td>
        <td className="figure">{Math.round(ms)}</td>
      </tr>
    );
  }
  const { id, madeAt, kinds, who, state, attempts } = entry.delivery;
  const last = attempts.at(-1);
  const answer = last ? (last.status ?? last.failure ?? 'no answer') : state;
  return (
    <tr>
      <td>{exactTime(madeAt)}</td>
      <td className="code">
        {kinds.join(', ')}
        {attempts.length > 1 && ` ×${attempts.length}`}
      </td>
      <td>{who}</td>
      <td>
        <button
          type="button"
          className={`chip ${last?.status === 200 ? 'good' : last ? 'bad' : ''}`}
          title="Deliver once more"
          onClick={() => redeliver(id)}
        >
          {answer}
        </button>
      </td>
      <td className="figure">{last ? Math.round(last.ms) : ''}</td>
    </tr>
  );
}
