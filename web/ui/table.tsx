import type { ReactNode } from 'react';
import styles from './table.module.css';

type TableProps = {
  /** Read before the table, not shown. */
  caption: string;
  /** Heads of the columns; an empty one has no words to show but must say what it is for readers. */
  heads: { name: string; hidden?: boolean; width?: string }[];
  children: ReactNode;
};

/** Rows of 52 px with lines between; on a phone each row is a card, with `data-head` of a cell before it. */
export function Table({ caption, heads, children }: TableProps) {
  return (
    <table className={styles.table}>
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head.name} scope="col" style={{ inlineSize: head.width }}>
              {head.hidden ? <span className="sr">{head.name}</span> : head.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
