import { IconChevronDown } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Message } from '../../../../contract/messages.ts';
import { fullTime } from '../../../lib/dates.ts';
import { useMe } from '../../../lib/desk-queries.ts';
import { activityIcons } from '../../../ui/activity/activity-icons.ts';
import { activityWords } from '../../../ui/activity/activity-words.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import styles from './activity-lines.module.css';

type ActivityLinesProps = { items: readonly ShownMessage[]; folded: boolean };

/** What happened to the conversation: not spoken aloud, and folded when it is much. */
export const ActivityLines = memo(function ActivityLines({ items, folded }: ActivityLinesProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.lines} aria-live="off">
      {folded && (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          onClick={() => setOpen((before) => !before)}
        >
          <span className="num">{items.length} changes</span>
          <IconChevronDown
            size={iconSizes.chip}
            stroke={iconStroke}
            aria-hidden="true"
            data-open={open || undefined}
          />
        </button>
      )}
      {(!folded || open) &&
        items.map(({ key, message }) => <ActivityLine key={key} dataKey={key} message={message} />)}
    </div>
  );
});

function ActivityLine({ message, dataKey }: { message: Message; dataKey: string }) {
  const { user } = useMe();
  if (message.activity === null) return null;
  const Sign = activityIcons[message.activity.type];
  return (
    <p className={styles.line} data-key={dataKey} title={fullTime(message.at)}>
      <Sign size={14} stroke={iconStroke} aria-hidden="true" />
      <span>
        {activityWords(message.activity, user.name).map((piece, index) =>
          piece.strong ? <b key={index}>{piece.text}</b> : piece.text,
        )}
        {message.trigger && <> · by the trigger “{message.trigger.name}”</>}
      </span>
    </p>
  );
}
