import { useEffect, useState } from 'react';
import { sim } from './sim.ts';
import type { World } from './types.ts';

/** What Meta's documents leave open: each doubt can be tried either way. */
export function DoubtCard({ world, run }: { world: World; run(act: () => Promise<unknown>): void }) {
  const [choices, setChoices] = useState<Record<string, (string | number)[]>>({});
  useEffect(() => {
    void sim<typeof choices>('GET', '/settings/choices').then(setChoices);
  }, []);
  const values: Record<string, unknown> = { ...world.settings };
  return (
    <details className="card">
      <summary>
        <h3>Doubts in Meta’s documents</h3>
      </summary>
      <div className="doubts">
        {Object.entries(choices).map(([name, allowed]) => (
          <label key={name}>
            <span>{inWords(name)}</span>
            <select
              value={String(values[name])}
              onChange={({ target }) => {
                const value = allowed.find((choice) => String(choice) === target.value);
                run(() => sim('PATCH', '/settings', { [name]: value }));
              }}
            >
              {allowed.map((choice) => (
                <option key={choice} value={String(choice)}>
                  {String(choice).replaceAll('_', ' ')}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </details>
  );
}

/** `commentEditVerb` → `Comment edit verb`. */
function inWords(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
