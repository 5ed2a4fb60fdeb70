import type { Floor } from '../../../../contract/floor.ts';
import { spanWords, timeOfDay } from '../../../lib/dates.ts';
import { nowMs, useMinute } from '../../../lib/clock.ts';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { ScrollAcross } from '../../../ui/scroll-across.tsx';
import { LineChart, Sparkline } from '../../../ui/line-chart.tsx';
import styles from '../floor.module.css';
import { AgentsTable } from './agents-table.tsx';
import { NeedsList } from './needs-list.tsx';
import { SurveysCard } from './surveys-card.tsx';

/** A wait of more than this is shown as one that somebody should look at. */
const longWaitMs = 5 * 60_000;

/** Figures, departments, agents, and what cannot wait. */
export function FloorNow({ floor }: { floor: Floor }) {
  return (
    <div className={styles.floor}>
      <Tiles floor={floor} />
      <div className={styles.main2}>
        <DepartmentsTable rows={floor.departments} />
        <AgentsTable agents={floor.agentList} />
      </div>
      <div className={styles.aside}>
        <NeedsList needs={floor.needs} />
        {floor.surveys && <SurveysCard surveys={floor.surveys} />}
        <HoursCard hours={floor.hours} />
      </div>
    </div>
  );
}

function Tiles({ floor }: { floor: Floor }) {
  useMinute();
  const now = nowMs();
  const longestMs = floor.longestSince === null ? null : Math.max(0, now - Date.parse(floor.longestSince));
  const begun = Array.from({ length: 8 }, (_, eighth) =>
    sum(floor.departments.map(({ lastHour }) => lastHour[eighth] ?? 0)),
  );
  const inAll = floor.agents - floor.agentsIn - floor.away - floor.inactive;
  const absent = [
    floor.away > 0 ? `${floor.away} away` : '',
    floor.inactive > 0 ? `${floor.inactive} inactive` : '',
    inAll > 0 ? `${inAll} offline` : '',
  ].filter((words) => words !== '');
  return (
    <div className={styles.tiles}>
      <Tile name="Waiting" value={floor.waiting} note={`${sum(begun)} new in 1 h`}>
        <Sparkline values={begun} size={[56, 22]} />
      </Tile>
      <Tile
        name="Longest wait"
        value={longestMs === null ? '–' : spanWords(longestMs)}
        note={longestMs === null ? 'nobody waits' : `since ${timeOfDay(floor.longestSince ?? '')}`}
        isHot={longestMs !== null && longestMs > longWaitMs}
      />
      <Tile
        name="Being served"
        value={floor.served}
        note={`by ${floor.agentList.filter((a) => a.conversations > 0).length} people`}
      />
      <Tile
        name="Agents in"
        value={floor.agentsIn}
        of={`of ${floor.agents}`}
        note={absent.length === 0 ? 'everybody is there' : absent.join(', ')}
        isHot={floor.agents > 0 && floor.agentsIn === 0}
      />
      {floor.inTimePercent === null ? (
        <Tile
          name="First answer"
          value={floor.medianResponseMs === null ? '–' : spanWords(floor.medianResponseMs)}
          note="half came sooner, 24 hours"
        />
      ) : (
        <Tile
          name="First answer in time"
          value={floor.inTimePercent}
          of="%"
          note={`24 hours, half within ${floor.medianResponseMs === null ? '–' : spanWords(floor.medianResponseMs)}`}
        />
      )}
      <Tile
        name="Windows closing"
        value={floor.closing}
        of="in 1 h"
        note={floor.closingUnanswered === 0 ? 'all answered' : `${floor.closingUnanswered} without an answer`}
        isHot={floor.closingUnanswered > 0}
      />
    </div>
  );
}

type TileProps = {
  name: string;
  value: number | string;
  of?: string;
  note: string;
  /** It asks for something. */
  isHot?: boolean;
  children?: React.ReactNode;
};

function Tile({ name, value, of, note, isHot = false, children }: TileProps) {
  return (
    <section className={`surface ${styles.tile}`} data-hot={isHot || undefined}>
      <h2 className="small text-3">{name}</h2>
      <p className={`num ${styles.value}`}>
        {value}
        {of && <span> {of}</span>}
      </p>
      <div className={`row small ${styles.note}`}>
        <span className="text-2 num">{note}</span>
        <span className="grow" />
        {children}
      </div>
    </section>
  );
}

function DepartmentsTable({ rows }: { rows: Floor['departments'] }) {
  useMinute();
  const now = nowMs();
  return (
    <section className={`surface ${styles.card}`}>
      <h2 className={styles.head}>Departments</h2>
      <ScrollAcross label="Departments">
        <table className={styles.table}>
          <caption className="sr">Departments</caption>
          <thead>
            <tr>
              <th scope="col">Department</th>
              <th scope="col" className={styles.figure}>
                Waiting
              </th>
              <th scope="col" className={styles.figure}>
                Longest
              </th>
              <th scope="col" className={styles.figure}>
                Served
              </th>
              <th scope="col" className={styles.figure}>
                Agents in
              </th>
              <th scope="col">In time</th>
              <th scope="col">Last hour</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const waitMs = row.longestSince === null ? null : now - Date.parse(row.longestSince);
              const isLong = waitMs !== null && waitMs > longWaitMs;
              return (
                <tr key={row.department.id}>
                  <td className="medium">
                    <DepartmentMark name={row.department.name} color={row.department.color} />
                  </td>
                  <td className={styles.figure} data-hot={isLong || undefined}>
                    {row.waiting}
                  </td>
                  <td className={styles.figure} data-hot={isLong || undefined}>
                    {waitMs === null ? '–' : spanWords(waitMs)}
                  </td>
                  <td className={styles.figure}>{row.served}</td>
                  <td
                    className={styles.figure}
                    data-hot={(row.agentsIn === 0 && row.waiting > 0) || undefined}
                  >
                    {row.agentsIn} of {row.agents}
                  </td>
                  <td>
                    {row.inTimePercent === null ? (
                      <span className="text-3">–</span>
                    ) : (
                      <Share percent={row.inTimePercent} />
                    )}
                  </td>
                  <td>
                    <Sparkline values={row.lastHour} />
                    <span className="sr">{sum(row.lastHour)} begun</span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollAcross>
    </section>
  );
}

/** Below this it is drawn as one that asks for something. */
const goodPercent = 90;

function Share({ percent }: { percent: number }) {
  return (
    <span className="row">
      <span className={styles.meter} data-hot={percent < goodPercent || undefined} aria-hidden="true">
        <i style={{ inlineSize: `${percent}%` }} />
      </span>
      <span className="num text-2">{percent} %</span>
    </span>
  );
}

function HoursCard({ hours }: { hours: Floor['hours'] }) {
  const begun = hours.map((hour) => hour.begun);
  const ended = hours.map((hour) => hour.ended);
  const label = `Conversations per hour, the last twelve hours: ${sum(begun)} begun, ${sum(ended)} ended`;
  return (
    <section className={`surface ${styles.card}`}>
      <h2 className={styles.head}>Conversations per hour</h2>
      <div className={styles.chart}>
        <LineChart
          label={label}
          series={[
            { name: `Begun ${sum(begun)}`, values: begun },
            { name: `Ended ${sum(ended)}`, values: ended },
          ]}
          ticks={[
            { at: 0, words: timeOfDay(hours[0]?.from ?? '') },
            { at: 5, words: timeOfDay(hours[5]?.from ?? '') },
            { at: 11, words: 'now' },
          ]}
        />
      </div>
    </section>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
