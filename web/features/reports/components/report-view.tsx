import { useState } from 'react';
import { reportFigures, type Outcome, type Report, type ReportFigure } from '../../../../contract/reports.ts';
import { fullTime } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { LineChart } from '../../../ui/line-chart.tsx';
import { Link } from '../../../ui/link.tsx';
import { presenceWords } from '../../../ui/presence-sign.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { ScrollAcross } from '../../../ui/scroll-across.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { appliesTo, durationWords, figureGroups, figureWords, rowName } from '../figure-words.ts';
import styles from '../reports.module.css';

/** The whole in tiles, one figure drawn, and all of them in a table. */
export function ReportView({ report }: { report: Report }) {
  const [groupName, setGroupName] = useState(figureGroups[0]?.name ?? '');
  const group = figureGroups.find(({ name }) => name === groupName);
  const figures = (group?.figures ?? []).filter((figure) => appliesTo(figure, report.by));
  const isEmpty = report.rows.every(
    ({ figures: row }) => (row.begun ?? 0) + (row.ended ?? 0) + (row.replies ?? 0) === 0,
  );
  return (
    <>
      <Tiles report={report} />
      <Segments
        label="Which figures"
        value={groupName}
        choices={figureGroups.map(({ name }) => ({ value: name, name }))}
        onChange={setGroupName}
      />
      {isEmpty && report.rows.length === 0 ? (
        <EmptyState kind="search" title="Nothing happened in this time">
          Other days, or another department, may have something to tell.
        </EmptyState>
      ) : (
        <>
          {figures[0] && <Drawing report={report} figures={figures} />}
          <FigureTable report={report} figures={figures} />
        </>
      )}
      <Missed missed={report.missed} />
      <Presences presences={report.presences} />
      <Outcomes outcomes={report.outcomes} />
    </>
  );
}

/** Chats whose customers went away unanswered, to be looked into. */
function Missed({ missed }: Pick<Report, 'missed'>) {
  if (missed.length === 0) return null;
  return (
    <section className={`surface ${styles.card}`}>
      <div className={styles.cardHead}>
        <h2 className={styles.head}>Missed chats</h2>
        <span className="small text-3">The latest of them; ended, and nobody had answered.</span>
      </div>
      <ScrollAcross label="Missed chats" isBounded>
        <table className={styles.table}>
          <caption className="sr">Missed chats, the latest first</caption>
          <thead>
            <tr>
              <th scope="col">Customer</th>
              <th scope="col">Department</th>
              <th scope="col">Ended</th>
              <th scope="col">Had waited</th>
            </tr>
          </thead>
          <tbody>
            {missed.map(({ conversation, department, begunAt, endedAt }) => (
              <tr key={`${conversation.id} ${endedAt}`}>
                <td>
                  <Link className="link" href={screenPaths.conversation(conversation.id)}>
                    {conversation.name}
                  </Link>
                </td>
                <td>
                  <DepartmentMark name={department.name} color={department.color} />
                </td>
                <td className="num">{fullTime(endedAt)}</td>
                <td className="num">{durationWords(Date.parse(endedAt) - Date.parse(begunAt))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollAcross>
    </section>
  );
}

/** How long people were seen as what, by the house's own names. */
function Presences({ presences }: Pick<Report, 'presences'>) {
  if (presences.length === 0) return null;
  return (
    <section className={`surface ${styles.card}`}>
      <div className={styles.cardHead}>
        <h2 className={styles.head}>Presence</h2>
        <span className="small text-3">How long each was seen as what, Offline aside.</span>
      </div>
      <ScrollAcross label="Presence" isBounded>
        <table className={styles.table}>
          <caption className="sr">Time in each presence</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Presence</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {presences.map(({ user, presence, name, ms }) => (
              <tr key={`${user.id} ${presence} ${name}`}>
                <td>{user.name}</td>
                <td>
                  {name ?? presenceWords[presence]}
                  {name !== null && <span className="text-3"> counts as {presenceWords[presence]}</span>}
                </td>
                <td className="num">{durationWords(ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollAcross>
    </section>
  );
}

const tiles: readonly ReportFigure[] = [
  'begun',
  'ended',
  'averageWait',
  'medianFirstAnswer',
  'averageHandling',
  'medianResolution',
];

function Tiles({ report }: { report: Report }) {
  return (
    <div className={styles.tiles}>
      {tiles.map((figure) => (
        <section key={figure} className={`surface ${styles.tile}`}>
          <h2 className="small text-3">{reportFigures[figure].name}</h2>
          <p className={`num ${styles.value}`}>{figureWords(figure, report.totals[figure])}</p>
          <p className="small text-3">{reportFigures[figure].of}</p>
        </section>
      ))}
    </div>
  );
}

const isOverTime = (by: Report['by']) => by === 'day' || by === 'hour' || by === 'hour-of-day';

/** Over time a line, with what ended beside what began; else a bar for each. */
function Drawing({ report, figures }: { report: Report; figures: readonly ReportFigure[] }) {
  const [chosen, setChosen] = useState<ReportFigure | null>(null);
  const figure = chosen !== null && figures.includes(chosen) ? chosen : figures[0];
  if (!figure) return null;
  const valuesOf = (of: ReportFigure) => report.rows.map((row) => row.figures[of] ?? 0);
  const label = `${reportFigures[figure].name}, ${cutWords[report.by]}: ${figureWords(figure, report.totals[figure])} in all`;
  return (
    <section className={`surface ${styles.card}`}>
      <div className={styles.cardHead}>
        <h2 className={styles.head}>{reportFigures[figure].name}</h2>
        <span className="small text-3">{reportFigures[figure].of}</span>
        <span className="grow" />
        <Segments
          label="Which one is drawn"
          value={figure}
          choices={figures.map((value) => ({ value, name: reportFigures[value].name }))}
          onChange={setChosen}
        />
      </div>
      {isOverTime(report.by) ? (
        <LineChart
          label={label}
          height={180}
          series={
            figure === 'begun'
              ? [
                  { name: 'Begun', values: valuesOf('begun') },
                  { name: 'Ended', values: valuesOf('ended') },
                ]
              : [{ name: reportFigures[figure].name, values: valuesOf(figure) }]
          }
          ticks={ticksOf(report)}
          say={(value) =>
            reportFigures[figure].unit === 'ms' ? durationWords(value) : value.toLocaleString('en-GB')
          }
        />
      ) : (
        <Bars report={report} figure={figure} label={label} />
      )}
    </section>
  );
}

const cutWords: Record<Report['by'], string> = {
  day: 'by day',
  hour: 'by hour',
  'hour-of-day': 'by hour of the day',
  page: 'by page',
  department: 'by department',
  agent: 'by agent',
};

function ticksOf({ by, rows }: Report) {
  const most = 7;
  const step = Math.max(1, Math.ceil(rows.length / most));
  return rows.flatMap(({ name }, at) => (at % step === 0 ? [{ at, words: rowName(by, name) }] : []));
}

function Bars({ report, figure, label }: { report: Report; figure: ReportFigure; label: string }) {
  const top = Math.max(1, ...report.rows.map((row) => row.figures[figure] ?? 0));
  return (
    <ul className={styles.bars} aria-label={label}>
      {report.rows.map((row) => (
        <li key={row.key}>
          <span className="clip">{row.name}</span>
          <span className={styles.track} aria-hidden="true">
            <i style={{ inlineSize: `${((row.figures[figure] ?? 0) * 100) / top}%` }} />
          </span>
          <span className="num">{figureWords(figure, row.figures[figure])}</span>
        </li>
      ))}
    </ul>
  );
}

function FigureTable({ report, figures }: { report: Report; figures: readonly ReportFigure[] }) {
  return (
    <section className={`surface ${styles.card}`}>
      <ScrollAcross label="Figures" isBounded>
        <table className={styles.table}>
          <caption className="sr">Figures {cutWords[report.by]}</caption>
          <thead>
            <tr>
              <th scope="col">{headOf[report.by]}</th>
              {figures.map((figure) => (
                <th key={figure} scope="col" className={styles.figure} title={reportFigures[figure].of}>
                  {reportFigures[figure].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{rowName(report.by, row.name)}</th>
                {figures.map((figure) => (
                  <td key={figure} className={styles.figure}>
                    {figureWords(figure, row.figures[figure])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              {figures.map((figure) => (
                <td key={figure} className={styles.figure}>
                  {figureWords(figure, report.totals[figure])}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </ScrollAcross>
    </section>
  );
}

const headOf: Record<Report['by'], string> = {
  day: 'Day',
  hour: 'Hour',
  'hour-of-day': 'Hour of the day',
  page: 'Page',
  department: 'Department',
  agent: 'Agent',
};

const outcomeWords: Record<Outcome, { name: string; of: string }> = {
  successful: { name: 'Successful', of: 'at least three messages from both sides' },
  answered: { name: 'Answered', of: 'answered with fewer' },
  dissuaded: { name: 'Dissuaded', of: 'told that nobody is there or comes, and answered by nobody' },
  abandoned: { name: 'Abandoned', of: 'unanswered, after more than 10 seconds' },
  cancelled: { name: 'Cancelled', of: 'unanswered, within 10 seconds' },
  'no-interaction': { name: 'No interaction', of: 'the customer wrote nothing' },
  unfinished: { name: 'Not finished', of: 'begun, and not closed yet' },
};

function Outcomes({ outcomes }: { outcomes: Report['outcomes'] }) {
  const all = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  return (
    <section className={`surface ${styles.card}`}>
      <h2 className={styles.head}>How they ended</h2>
      <ul className={styles.bars}>
        {(Object.keys(outcomeWords) as Outcome[]).map((name) => (
          <li key={name}>
            <span>
              {outcomeWords[name].name} <span className="small text-3">{outcomeWords[name].of}</span>
            </span>
            <span className={styles.track} aria-hidden="true">
              <i style={{ inlineSize: `${((outcomes[name] ?? 0) * 100) / all}%` }} />
            </span>
            <span className="num">
              {outcomes[name]}{' '}
              <span className="text-3">{Math.round(((outcomes[name] ?? 0) * 100) / all)} %</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
