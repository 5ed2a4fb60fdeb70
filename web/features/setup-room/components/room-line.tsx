import { IconEyeOff, IconRobot } from '@tabler/icons-react';
import { botName, type RoomMessage } from '../../../../contract/setup-room.ts';
import { fullTime } from '../../../lib/dates.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { CommandAnswerView } from './command-answer.tsx';
import styles from './room-line.module.css';

const acts = {
  'switched-on': 'switched Facebook on',
  'switched-off': 'switched Facebook off',
  unauthorized: 'took the authorisation of every page back',
  uninstalled: 'uninstalled Facebook',
} as const;

/** One thing that was said in the room, or done to it. */
export function RoomLine({ message }: { message: RoomMessage }) {
  const { author, body, at } = message;
  if (body.kind === 'checklist') return null;
  if (body.kind === 'activity') {
    return (
      <li className={styles.activity}>
        <b>{body.by}</b> {acts[body.act]} · <time dateTime={at}>{fullTime(at)}</time>
      </li>
    );
  }
  return (
    <li className={styles.line}>
      {author ? (
        <Avatar name={author.name} size={32} />
      ) : (
        <span className={styles.bot}>
          <IconRobot size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
        </span>
      )}
      <div className="grow">
        <p className={styles.head}>
          <b>{author?.name ?? botName}</b>
          <time className="small text-3" dateTime={at}>
            {fullTime(at)}
          </time>
          {message.isPrivate && (
            <span className={styles.private}>
              <IconEyeOff size={iconSizes.chip} stroke={iconStroke} aria-hidden="true" />
              Only you see this
            </span>
          )}
        </p>
        {body.kind === 'answer' ? (
          <CommandAnswerView answer={body.answer} />
        ) : (
          <p className={styles.text} data-command={body.kind === 'command' || undefined}>
            {body.text}
          </p>
        )}
      </div>
    </li>
  );
}
