import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import { weeklyFaults, type WeeklyHours } from '../../../../contract/operating-hours.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { weekdays } from '../hours-words.ts';
import { addTime, copyDay, drawTime } from '../week-draft.ts';
import { DayLine } from './day-line.tsx';
import styles from './week.module.css';

type WeekEditorProps = { weekly: readonly WeeklyHours[]; onChange: (weekly: WeeklyHours[]) => void };

/** The week, to be drawn on or written: each day a line of 24 hours and its times. */
export function WeekEditor({ weekly, onChange }: WeekEditorProps) {
  const faults = new Map(weeklyFaults(weekly).map(({ path, message }) => [path[1], message]));
  const change = (index: number, fields: Partial<WeeklyHours>) =>
    onChange(weekly.map((hours, at) => (at === index ? { ...hours, ...fields } : hours)));
  return (
    <div className={styles.week}>
      <div className={styles.scale} aria-hidden="true">
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour} style={{ insetInlineStart: `${(hour / 24) * 100}%` }}>
            {hour}
          </span>
        ))}
      </div>
      {weekdays.map((name, at) => {
        const day = at + 1;
        const own = weekly.map((hours, index) => ({ hours, index })).filter((one) => one.hours.day === day);
        return (
          <fieldset key={name} className={styles.day}>
            <legend className="sr">{name}</legend>
            <span className={styles.name} aria-hidden="true">
              {name}
            </span>
            <DayLine weekly={weekly} day={day} onDraw={(span) => onChange(drawTime(weekly, day, span))} />
            <div className={styles.times}>
              {own.map(({ hours, index }) => (
                <div key={index} className={styles.time}>
                  <input
                    type="time"
                    className={styles.clock}
                    aria-label={`${name} from`}
                    value={hours.from}
                    onChange={(event) =>
                      event.currentTarget.value && change(index, { from: event.currentTarget.value })
                    }
                  />
                  <span aria-hidden="true">–</span>
                  <input
                    type="time"
                    className={styles.clock}
                    aria-label={`${name} until`}
                    value={hours.to === '24:00' ? '00:00' : hours.to}
                    onChange={(event) => {
                      const { value } = event.currentTarget;
                      if (value) change(index, { to: value === '00:00' ? '24:00' : value });
                    }}
                  />
                  <IconButton
                    label={`Remove ${name} ${hours.from} to ${hours.to}`}
                    size="small"
                    icon={<IconX size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
                    onClick={() => onChange(weekly.filter((_, other) => other !== index))}
                  />
                  {faults.has(index) && (
                    <p className={styles.fault} role="alert">
                      {faults.get(index)}
                    </p>
                  )}
                </div>
              ))}
              {own.length === 0 && <span className="text-3">Closed</span>}
              <span className={styles.acts}>
                <IconButton
                  label={`Add a time on ${name}`}
                  size="small"
                  icon={<IconPlus size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
                  onClick={() => onChange(addTime(weekly, day))}
                />
                {day === 1 && own.length > 0 && (
                  <IconButton
                    label="Give Tuesday to Friday the same times"
                    size="small"
                    icon={<IconCopy size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
                    onClick={() => onChange(copyDay(weekly, 1, [2, 3, 4, 5]))}
                  />
                )}
              </span>
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}
