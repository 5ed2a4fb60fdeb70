import { useQuery } from '@tanstack/react-query';
import type { OperatingHours } from '../../../contract/operating-hours.ts';
import { operatingHoursQuery, useRight } from '../../lib/desk-queries.ts';
import { useMinute } from '../../lib/clock.ts';
import { Button } from '../../ui/button.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { DayLine } from './components/day-line.tsx';
import { HoursDialog } from './components/hours-dialog.tsx';
import { NowLine } from './components/now-line.tsx';
import { daysWords, weekdays } from './hours-words.ts';
import styles from './components/week.module.css';

const holidaysShown = 3;

/** When pages and departments are open. Administrators change it, supervisors look at it. */
export function HoursSection() {
  const hours = useQuery(operatingHoursQuery);
  const mayChange = useRight('manage-hours');
  const nowMs = useMinute();
  return (
    <SectionList
      title="Hours"
      lead="When pages and departments are open, by the clock of a time zone. What goes by none is always open; set it with the page, or with the department."
      list={hours}
      things="The operating hours"
      add={mayChange && 'Add operating hours'}
      empty={{
        title: 'Always open',
        text: 'Nothing goes by hours yet. With them customers are told when you answer, and time is counted only while somebody works.',
      }}
      form={(one, close) => <HoursDialog hours={one} nowMs={nowMs} onClose={close} />}
    >
      {(items, edit) => (
        <div className={styles.cards}>
          {items.map((one) => (
            <HoursCard key={one.id} hours={one} nowMs={nowMs} onEdit={mayChange ? () => edit(one) : null} />
          ))}
        </div>
      )}
    </SectionList>
  );
}

type HoursCardProps = { hours: OperatingHours; nowMs: number; onEdit: (() => void) | null };

function HoursCard({ hours, nowMs, onEdit }: HoursCardProps) {
  const { name, timeZone, weekly, holidays, now, pages, departments } = hours;
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const coming = holidays.filter(({ to }) => to >= today).toSorted((a, b) => a.from.localeCompare(b.from));
  const users = [...pages, ...departments].map((one) => one.name);
  return (
    <section className={`card ${styles.card}`} aria-label={name}>
      <div className={styles.head}>
        <div className="grow">
          <h2 className={styles.title}>{name}</h2>
          <p className="text-3 small clip">{timeZone.replaceAll('_', ' ')}</p>
        </div>
        {onEdit && (
          <Button size="small" aria-label={`Edit ${name}`} onClick={onEdit}>
            Edit
          </Button>
        )}
      </div>
      <NowLine now={now} timeZone={timeZone} nowMs={nowMs} />
      <div className={styles.mini}>
        {weekdays.map((weekday, at) => (
          <div key={weekday}>
            <span aria-hidden="true">{weekday.slice(0, 3)}</span>
            <DayLine weekly={weekly} day={at + 1} />
          </div>
        ))}
      </div>
      {coming.length > 0 && (
        <ul className="text-2 small">
          {coming.slice(0, holidaysShown).map((holiday) => (
            <li key={holiday.from}>
              {holiday.name}: {daysWords(holiday)}
              {holiday.hours.length > 0 && ', with hours of its own'}
            </li>
          ))}
          {coming.length > holidaysShown && <li>and {coming.length - holidaysShown} more</li>}
        </ul>
      )}
      <p className="text-2 small">
        {users.length === 0 ? 'Nothing goes by them yet.' : `For ${users.join(', ')}`}
      </p>
    </section>
  );
}
