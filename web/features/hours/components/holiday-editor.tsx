import { Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Holiday } from '../../../../contract/operating-hours.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import styles from './week.module.css';

type HolidayEditorProps = {
  holidays: readonly Holiday[];
  /** What is wrong with a holiday, or with a field of one: `0`, `0.from`. */
  fault: (path: string) => string | undefined;
  onChange: (holidays: Holiday[]) => void;
};

/** Days that are not like others: their names, from when to when, and whether anything is open on them. */
export function HolidayEditor({ holidays, fault, onChange }: HolidayEditorProps) {
  const change = (index: number, fields: Partial<Holiday>) =>
    onChange(holidays.map((one, at) => (at === index ? { ...one, ...fields } : one)));
  const add = () => {
    const day = new Date().toISOString().slice(0, 10);
    onChange([...holidays, { name: '', from: day, to: day, hours: [] }]);
  };
  return (
    <div className={styles.holidays}>
      <div className={styles.head}>
        <h3 className="strong">Holidays</h3>
        <span className="grow" />
        <Button
          size="small"
          icon={<IconPlus size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
          onClick={add}
        >
          Add a holiday
        </Button>
      </div>
      {holidays.length === 0 && <p className="text-3">None yet.</p>}
      {holidays.map((holiday, index) => (
        <div key={index} className={styles.holiday}>
          <TextInput
            label="Name"
            placeholder="Christmas"
            value={holiday.name}
            error={fault(`${index}.name`) ?? fault(String(index))}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label="First day"
            value={holiday.from}
            error={fault(`${index}.from`)}
            onChange={(event) => {
              const from = event.currentTarget.value;
              change(index, { from, to: holiday.to < from ? from : holiday.to });
            }}
          />
          <TextInput
            type="date"
            label="Last day"
            value={holiday.to}
            error={fault(`${index}.to`)}
            onChange={(event) => change(index, { to: event.currentTarget.value })}
          />
          <IconButton
            label={`Remove ${holiday.name || 'the holiday'}`}
            icon={<IconX size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
            onClick={() => onChange(holidays.filter((_, at) => at !== index))}
          />
          <div className={styles.more}>
            <Switch
              label="Closed all day"
              checked={holiday.hours.length === 0}
              onChange={(event) =>
                change(index, {
                  hours: event.currentTarget.checked ? [] : [{ from: '10:00', to: '14:00' }],
                })
              }
            />
            {holiday.hours.map((hours, at) => {
              const put = (fields: Partial<typeof hours>) =>
                change(index, {
                  hours: holiday.hours.map((one, other) => (other === at ? { ...one, ...fields } : one)),
                });
              return (
                <span key={at} className={styles.time}>
                  <input
                    type="time"
                    className={styles.clock}
                    aria-label="Open from"
                    value={hours.from}
                    onChange={(event) =>
                      event.currentTarget.value && put({ from: event.currentTarget.value })
                    }
                  />
                  <span aria-hidden="true">–</span>
                  <input
                    type="time"
                    className={styles.clock}
                    aria-label="Open until"
                    value={hours.to === '24:00' ? '00:00' : hours.to}
                    onChange={(event) => {
                      const { value } = event.currentTarget;
                      if (value) put({ to: value === '00:00' ? '24:00' : value });
                    }}
                  />
                  {fault(`${index}.hours.${at}`) && (
                    <span className={styles.fault} role="alert">
                      {fault(`${index}.hours.${at}`)}
                    </span>
                  )}
                </span>
              );
            })}
          </div>
        </div>
      ))}
    </div>
  );
}
