import { Popover } from '@mantine/core';
import { useState } from 'react';
import type { Message } from '../../../../contract/messages.ts';
import { fullTime, timeOfDay } from '../../../lib/dates.ts';
import styles from './edited-mark.module.css';
import { RichText } from './rich-text.tsx';

/** `edited`, and on a click what it said before. */
export function EditedMark({ message }: { message: Message }) {
  const [open, setOpen] = useState(false);
  const { editedAt, edits } = message;
  if (editedAt === null) return null;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" offset={6} shadow="none" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.mark}
          title={`Edited ${fullTime(editedAt)}`}
          onClick={() => setOpen((before) => !before)}
        >
          edited
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.history ?? ''}>
        <p className={styles.head}>Earlier wordings</p>
        {edits.length === 0 && <p className="text-3">Facebook did not tell what it said before.</p>}
        <ol className={styles.list}>
          {edits.map((edit, index) => (
            <li key={index}>
              <span className={styles.until}>
                until <time dateTime={edit.until}>{timeOfDay(edit.until)}</time>
              </span>
              {edit.text === null ? <span className="text-3">Not kept</span> : <RichText text={edit.text} />}
            </li>
          ))}
        </ol>
      </Popover.Dropdown>
    </Popover>
  );
}
