import { IconCircle, IconCircleCheck, IconRefresh, IconRobot } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { botName, type Checklist, type ChecklistItem } from '../../../../contract/setup-room.ts';
import { fullTime } from '../../../lib/dates.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link } from '../../../ui/link.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { checklistQuery, useLookAgain, useTick } from '../api/checklist.ts';
import styles from './checklist-card.module.css';
import { StartAuthentication } from './command-answer.tsx';

/** The bot's first message, which stays at the head of the room: what Facebook asks for, as it stands now. */
export function ChecklistCard({ text, at }: { text: string; at: string }) {
  const checklist = useQuery(checklistQuery);
  const look = useLookAgain();
  const { mutate: lookOnce } = look;
  useEffect(() => lookOnce(), [lookOnce]);
  return (
    <article className={classNames('card', styles.card)} aria-label={`Checklist by ${botName}`}>
      <header className={styles.head}>
        <span className={styles.bot}>
          <IconRobot size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
        </span>
        <div className="grow">
          <h2 className={styles.author}>
            {botName}{' '}
            <time className="small text-3" dateTime={at}>
              {fullTime(at)}
            </time>
          </h2>
          <p className="text-2">{text}</p>
        </div>
      </header>
      <div className={styles.acts}>
        <StartAuthentication />
        <Button
          icon={<IconRefresh size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          busy={look.isPending}
          onClick={() => look.mutate()}
        >
          Look again
        </Button>
        {checklist.data && <Progress checklist={checklist.data} />}
      </div>
      {sectionState(checklist, 'The checklist') ?? (
        <div className={styles.groups}>
          {checklist.data?.groups.map((group) => (
            <section key={group.title} aria-label={group.title}>
              <h3 className={styles.title}>{group.title}</h3>
              <ul>
                {group.items.map((item) => (
                  <ItemLine key={item.id} item={item} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </article>
  );
}

function Progress({ checklist }: { checklist: Checklist }) {
  const items = checklist.groups.flatMap((group) => group.items);
  const done = items.filter(({ isDone }) => isDone).length;
  return (
    <span className={styles.progress}>
      <progress className={styles.bar} max={items.length} value={done} aria-label="Done" />
      <span className="small text-2 num">
        {done} of {items.length} done
      </span>
    </span>
  );
}

function ItemLine({ item }: { item: ChecklistItem }) {
  const tick = useTick();
  const Sign = item.isDone ? IconCircleCheck : IconCircle;
  return (
    <li className={styles.item} data-done={item.isDone || undefined}>
      <span className={styles.sign}>
        <Sign size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
      </span>
      <div className="grow">
        <p className={styles.name}>
          {item.title}
          <span className="sr">{item.isDone ? ': done' : ': open'}</span>
          {item.doneBy === 'hand' && <Chip tone="outline">by hand</Chip>}
        </p>
        <p className={styles.text}>
          {item.text} {item.link && <ItemLink {...item.link} />}
        </p>
        {item.ticked && (
          <p className="small text-3">
            {item.ticked.by}, {fullTime(item.ticked.at)}
          </p>
        )}
      </div>
      {item.mayTick && (
        <Button
          size="small"
          busy={tick.isPending}
          aria-label={`${item.isDone ? 'Take the tick back' : 'Tick'}: ${item.title}`}
          onClick={() => tick.mutate({ id: item.id, isDone: !item.isDone })}
        >
          {item.isDone ? 'Undo' : 'Tick'}
        </Button>
      )}
    </li>
  );
}

function ItemLink({ words, href }: { words: string; href: string }) {
  if (href.startsWith('/')) {
    return (
      <Link className="link" href={href}>
        {words}
      </Link>
    );
  }
  return (
    <a className="link" href={href} target="_blank" rel="noreferrer">
      {words}
      <span className="sr"> (opens in a new tab)</span>
    </a>
  );
}
