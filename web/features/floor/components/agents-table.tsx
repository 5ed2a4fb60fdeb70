import { useState } from 'react';
import type { FloorAgent } from '../../../../contract/floor.ts';
import { nowMs, useMinute } from '../../../lib/clock.ts';
import { spanWords } from '../../../lib/dates.ts';
import { boundWords, fullestOf, percentOf } from '../../../lib/load-words.ts';
import { useMe } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button } from '../../../ui/button.tsx';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { Link } from '../../../ui/link.tsx';
import { ScrollAcross } from '../../../ui/scroll-across.tsx';
import { presenceLabel } from '../../../ui/presence-sign.tsx';
import styles from '../floor.module.css';

const shownFirst = 8;

/** Who is there and what they have, those with the least room first. */
export function AgentsTable({ agents }: { agents: readonly FloorAgent[] }) {
  useMinute();
  const [isWhole, setIsWhole] = useState(false);
  const { departments } = useMe();
  const ordered = agents.toSorted((one, other) => rank(one) - rank(other));
  const shown = isWhole ? ordered : ordered.slice(0, shownFirst);
  const hidden = agents.length - shown.length;
  return (
    <section className={`surface ${styles.card}`}>
      <div className="row">
        <h2 className={styles.head}>
          Agents <span className="text-3 num">{agents.length}</span>
        </h2>
        <span className="grow" />
        {(hidden > 0 || isWhole) && agents.length > shownFirst && (
          <Button kind="quiet" size="small" onClick={() => setIsWhole((before) => !before)}>
            {isWhole ? 'Show fewer' : `Show ${hidden} more`}
          </Button>
        )}
      </div>
      {agents.length === 0 ? (
        <p className={`text-3 ${styles.none}`}>Nobody takes conversations here.</p>
      ) : (
        <ScrollAcross label="Agents">
          <table className={styles.table}>
            <caption className="sr">Agents, least room first</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Presence</th>
                <th scope="col">Department</th>
                <th scope="col">Load</th>
                <th scope="col">Now</th>
                <th scope="col" className={styles.figure}>
                  Replies / h
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((agent) => (
                <tr key={agent.user.id}>
                  <td>
                    <span className={`row medium ${styles.person}`}>
                      <Avatar name={agent.user.name} size={28} presence={agent.presence} />
                      <span className="clip">{agent.user.name}</span>
                    </span>
                  </td>
                  <td className={agent.presence === 'inactive' ? styles.alarm : 'text-2'}>
                    {presenceLabel(agent)}{' '}
                    {agent.presenceSince && (
                      <span className="text-3 num">
                        {spanWords(nowMs() - Date.parse(agent.presenceSince))}
                      </span>
                    )}
                    {takingWords(agent) && <span className="text-3"> · {takingWords(agent)}</span>}
                  </td>
                  <td className="text-2">
                    <Departments agent={agent} departments={departments} />
                  </td>
                  <td>
                    <Load agent={agent} />
                  </td>
                  <td className="clip text-2">
                    {agent.now ? (
                      <Link className="link" href={screenPaths.conversation(agent.now.id)}>
                        {agent.now.name}
                      </Link>
                    ) : (
                      '–'
                    )}
                  </td>
                  <td className={styles.figure}>{agent.replies}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollAcross>
      )}
    </section>
  );
}

type DepartmentsProps = {
  agent: FloorAgent;
  departments: readonly { id: string; name: string; color: number }[];
};

/** The first that is not everybody's, and how many more. */
function Departments({ agent, departments }: DepartmentsProps) {
  const [home, ...own] = agent.departmentIds;
  const first = departments.find(({ id }) => id === (own[0] ?? home));
  if (!first) return '–';
  return (
    <span className="row">
      <DepartmentMark name={first.name} color={first.color} />
      {own.length > 1 && <span className="text-3 num">+{own.length - 1}</span>}
    </span>
  );
}

/** How much of an agent is taken: a bar for the fullest of what bounds them, and each by its name. */
function Load({ agent: { conversations, bounds } }: { agent: FloorAgent }) {
  const fullest = fullestOf(bounds);
  if (!fullest) return <span className="num text-2">{conversations}</span>;
  const percent = percentOf(fullest);
  return (
    <span className="row" title={bounds.map(boundWords).join(', ')}>
      <span className={styles.meter} data-full={percent >= 100 || undefined} aria-hidden="true">
        <i style={{ inlineSize: `${Math.min(100, percent)}%` }} />
      </span>
      <span className="num text-2">
        {conversations}
        <span className="sr"> conversations, {bounds.map(boundWords).join(', ')}</span>
      </span>
    </span>
  );
}

/** Who is there with the least room comes first, who is not there last. */
function rank({ presence, bounds }: FloorAgent): number {
  const away = presence === 'offline' ? 2_000 : presence === 'available' || presence === 'busy' ? 0 : 1_000;
  const fullest = fullestOf(bounds);
  return away + (fullest ? 100 - Math.min(100, percentOf(fullest)) : 101);
}

/** What somebody has switched off for themselves; null: nothing. */
function takingWords({ takesChats, takesTickets }: FloorAgent): string | null {
  if (takesChats && takesTickets) return null;
  if (!takesChats && !takesTickets) return 'takes nothing';
  return takesChats ? 'no tickets' : 'no chats';
}
