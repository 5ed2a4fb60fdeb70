import {
  IconAlertTriangle,
  IconClock,
  IconHourglassHigh,
  IconPlugConnectedX,
  IconSend2,
  IconUsers,
  IconUserX,
  type Icon,
} from '@tabler/icons-react';
import type { FloorNeed } from '../../../../contract/floor.ts';
import { nowMs, useMinute } from '../../../lib/clock.ts';
import { useRight } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { useGo } from '../../../ui/link.tsx';
import { useFloorAct } from '../api/read-floor.ts';
import styles from '../floor.module.css';
import { needWords } from '../needs-words.ts';

const signs: Record<FloorNeed['kind'], Icon> = {
  'window-closing': IconClock,
  'promise-broken': IconHourglassHigh,
  'nobody-there': IconUsers,
  declined: IconUserX,
  inactive: IconAlertTriangle,
  'failed-replies': IconSend2,
  'page-down': IconPlugConnectedX,
};

/** What cannot wait, each with one way on. */
export function NeedsList({ needs }: { needs: readonly FloorNeed[] }) {
  useMinute();
  return (
    <section className={`surface ${styles.card}`}>
      <h2 className={styles.head}>
        Needs you {needs.length > 0 && <span className={`num ${styles.count}`}>{needs.length}</span>}
      </h2>
      {needs.length === 0 ? (
        <p className={`text-3 ${styles.none}`}>All is well. Nothing waits for you.</p>
      ) : (
        <ul>
          {needs.map((need) => (
            <NeedRow key={JSON.stringify(need)} need={need} />
          ))}
        </ul>
      )}
    </section>
  );
}

function NeedRow({ need }: { need: FloorNeed }) {
  const Sign = signs[need.kind];
  const { title, text } = needWords(need, nowMs());
  return (
    <li className={styles.need} data-kind={need.kind}>
      <Sign size={18} stroke={1.5} aria-hidden="true" />
      <div className="grow">
        <p className="medium">{title}</p>
        <p className="small text-3">{text}</p>
      </div>
      <WayOn need={need} />
    </li>
  );
}

function WayOn({ need }: { need: FloorNeed }) {
  const go = useGo();
  const act = useFloorAct();
  const isAdministrator = useRight('manage-pages');
  switch (need.kind) {
    case 'window-closing':
    case 'promise-broken':
    case 'declined':
    case 'failed-replies':
      return (
        <Button size="small" onClick={() => go(screenPaths.conversation(need.conversation.id))}>
          Open
        </Button>
      );
    case 'inactive':
      return (
        <Button
          size="small"
          busy={act.isPending}
          onClick={() => act.mutate({ kind: 'reset', userId: need.user.id })}
        >
          Reset
        </Button>
      );
    case 'nobody-there':
      return (
        <Button
          size="small"
          onClick={() => go(screenPaths.inbox('unassigned', { department: need.department.id }))}
        >
          Look
        </Button>
      );
    case 'page-down':
      return isAdministrator ? (
        <Button size="small" onClick={() => go(screenPaths.page(need.page.id, 'health'))}>
          Mend
        </Button>
      ) : null;
  }
}
