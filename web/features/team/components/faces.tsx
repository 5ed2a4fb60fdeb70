import type { User } from '../../../../contract/team.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import styles from '../team.module.css';

const facesShown = 6;

/** Some people in a row of a table; the names of all when one rests on it. */
export function Faces({ people }: { people: readonly User[] }) {
  if (people.length === 0) return <span className="text-3">Nobody yet</span>;
  const names = people.map(({ name }) => name).join(', ');
  return (
    <span className={styles.people} title={names}>
      {people.slice(0, facesShown).map(({ id, name }) => (
        <Avatar key={id} name={name} size={28} />
      ))}
      {people.length > facesShown && <span className={styles.more}>+{people.length - facesShown}</span>}
      <span className="sr">{names}</span>
    </span>
  );
}
