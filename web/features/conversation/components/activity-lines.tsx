import {
  IconArrowBackUp,
  IconBan,
  IconArrowsExchange,
  IconBell,
  IconArrowsRightLeft,
  IconCheck,
  IconChevronDown,
  IconClockOff,
  IconEye,
  IconClipboardCheck,
  IconInfoCircle,
  IconLink,
  IconClockPause,
  IconHourglassEmpty,
  IconMessageCircle,
  IconPlayerPlay,
  IconRotateClockwise,
  IconShoppingCart,
  IconSpeakerphone,
  IconThumbUp,
  IconTicket,
  IconDiscount2,
  IconUserCheck,
  IconUserMinus,
  IconMessageQuestion,
  IconUserPlus,
  IconUserShare,
  type Icon,
} from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Activity, Message } from '../../../../contract/messages.ts';
import { fullTime } from '../../../lib/dates.ts';
import { useMe } from '../../../lib/desk-queries.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { activityWords } from '../timeline/activity-words.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import styles from './activity-lines.module.css';

const icons: Record<Activity['type'], Icon> = {
  opened: IconMessageCircle,
  taken: IconUserCheck,
  assigned: IconUserShare,
  given: IconUserShare,
  accepted: IconUserCheck,
  'transfer-asked': IconArrowsRightLeft,
  'transfer-declined': IconArrowBackUp,
  'agent-lost': IconArrowBackUp,
  released: IconArrowBackUp,
  parked: IconClockPause,
  snoozed: IconClockPause,
  woke: IconPlayerPlay,
  resumed: IconPlayerPlay,
  transferred: IconArrowsRightLeft,
  joined: IconUserPlus,
  left: IconUserMinus,
  'consult-asked': IconMessageQuestion,
  'consult-accepted': IconUserPlus,
  'consult-declined': IconUserMinus,
  'consult-missed': IconUserMinus,
  'consult-ended': IconUserMinus,
  'original-read': IconEye,
  invited: IconUserPlus,
  uninvited: IconUserMinus,
  ended: IconCheck,
  finished: IconCheck,
  'timed-out': IconHourglassEmpty,
  overflowed: IconHourglassEmpty,
  reopened: IconRotateClockwise,
  'ticket-set': IconTicket,
  banned: IconBan,
  unbanned: IconRotateClockwise,
  'text-not-sent': IconClockOff,
  'survey-skipped': IconClockOff,
  referral: IconSpeakerphone,
  'thread-control': IconArrowsExchange,
  optin: IconBell,
  'account-linking': IconLink,
  'response-feedback': IconThumbUp,
  'messaging-feedback': IconClipboardCheck,
  order: IconShoppingCart,
  coupon: IconDiscount2,
  unknown: IconInfoCircle,
};

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
  const Sign = icons[message.activity.type];
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
