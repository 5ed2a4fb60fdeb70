import { IconArrowForwardUp, IconRobot } from '@tabler/icons-react';
import { memo } from 'react';
import type { Author } from '../../../../contract/messages.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import type { BubbleGroup as Group } from '../timeline/arrange-timeline.ts';
import { automationWords } from '../../../ui/activity/automation-words.ts';
import { useTimelineContext } from '../timeline-context.ts';
import styles from './bubble-group.module.css';
import { FailureLine } from './failure-line.tsx';
import { MessageBubble } from './message-bubble.tsx';
import { MessageMeta } from './message-meta.tsx';

/** What one side said in one breath: one avatar, one line of time and state. */
export const BubbleGroup = memo(function BubbleGroup({ group }: { group: Group }) {
  const context = useTimelineContext();
  const { side, author, items } = group;
  const last = items.at(-1);
  if (last === undefined) return null;
  return (
    <div className={classNames(styles.group, side === 'out' ? styles.out : styles.in)}>
      {side === 'in' && (
        <span className={styles.avatar}>
          <Avatar name={context.customerName} pictureUrl={context.customerPictureUrl} size={28} />
        </span>
      )}
      <div className={styles.stack}>
        {side === 'out' && (
          <WhoSpoke
            author={author}
            automation={last.message.automation}
            trigger={last.message.trigger?.name}
            meId={context.meId}
          />
        )}
        {items.map((item, index) => (
          <MessageBubble
            key={item.key}
            shown={item}
            isFirst={index === 0}
            look={author.kind === 'system' ? 'automated' : side}
          />
        ))}
        <MessageMeta shown={last} />
        <FailureLine shown={last} />
      </div>
    </div>
  );
});

type WhoSpokeProps = {
  author: Author;
  automation: string | null;
  /** The trigger that wrote it. */
  trigger: string | undefined;
  meId: string;
};

/** Says whose words go out under the page's name, unless they are the reader's own. */
function WhoSpoke({ author, automation, trigger, meId }: WhoSpokeProps) {
  switch (author.kind) {
    case 'system':
      return (
        <p className={styles.who}>
          <IconRobot size={14} stroke={iconStroke} aria-hidden="true" />
          <b>{trigger === undefined ? 'Automated' : author.name}</b>
          {trigger !== undefined && <> · by the trigger “{trigger}”</>}
          {trigger === undefined && automation !== null && <> · {automationWords(automation)}</>}
        </p>
      );
    case 'outside':
      return (
        <p className={styles.who}>
          <IconArrowForwardUp size={14} stroke={iconStroke} aria-hidden="true" />
          <b>{author.name}</b> · sent outside the desk
        </p>
      );
    case 'user':
      return author.id === meId ? null : (
        <p className={styles.who}>
          <b>{author.name}</b>
        </p>
      );
    case 'customer':
      return null;
  }
}
