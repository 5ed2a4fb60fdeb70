import { useEffect, useState } from 'react';
import { sim } from './sim.ts';
import { SwitchRow } from './switch-row.tsx';
import type { Fault, PresetGroup, World } from './types.ts';

interface FaultProps {
  world: World;
  run(act: () => Promise<unknown>): void;
}

const durations = [
  { title: 'as usual', times: undefined },
  { title: 'the next call', times: 1 },
  { title: 'the next 5 calls', times: 5 },
  { title: 'every call', times: null },
] as const;

/** Every error of Meta's tables, in groups, for the next call or until it is switched off. */
export function FaultCard({ world, run }: FaultProps) {
  const [groups, setGroups] = useState<PresetGroup[]>([]);
  const [chosen, setChosen] = useState(0);
  const [duration, setDuration] = useState(0);
  useEffect(() => {
    void sim<{ groups: PresetGroup[] }>('GET', '/presets').then((answer) => setGroups(answer.groups));
  }, []);
  const times = durations[duration]?.times;
  const activeOf = (id: string) => world.faults.find(({ presetId }) => presetId === id);
  const add = (id: string) => run(() => sim('POST', `/presets/${id}`, times === undefined ? {} : { times }));
  const remove = (fault: Fault) => run(() => sim('DELETE', `/faults/${fault.id}`));
  return (
    <details className="card" open>
      <summary>
        <h3>Refusals</h3>
        {world.faults.length > 0 && <span className="chip warn">{world.faults.length} on</span>}
      </summary>
      {world.faults.length > 0 && (
        <ul className="row" aria-label="Refusals that are on">
          {world.faults.map((fault) => (
            <li key={fault.id}>
              <button type="button" className="chip warn" title="Switch it off" onClick={() => remove(fault)}>
                {fault.title ?? fault.code ?? 'a fault'}, {leftOf(fault)} ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <select
          aria-label="Group of refusals"
          value={chosen}
          onChange={(event) => setChosen(Number(event.target.value))}
        >
          {groups.map(({ title, presets }, at) => (
            <option key={title} value={at}>
              {title} ({presets.length})
            </option>
          ))}
        </select>
        <label htmlFor="duration">for</label>
        <select id="duration" value={duration} onChange={(event) => setDuration(Number(event.target.value))}>
          {durations.map(({ title }, at) => (
            <option key={title} value={at}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <ul className="switches bounded">
        {(groups[chosen]?.presets ?? []).map(({ id, title, help }) => {
          const active = activeOf(id);
          return (
            <SwitchRow
              key={id}
              title={title}
              help={help}
              isOn={active !== undefined}
              toggle={() => (active ? remove(active) : add(id))}
            />
          );
        })}
      </ul>
    </details>
  );
}

function leftOf({ times }: Fault): string {
  if (times === null) return 'every call';
  return times === 1 ? 'once' : `${times} times`;
}
