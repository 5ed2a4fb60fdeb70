import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './item-table.module.css';
import { Table } from './table.tsx';

export type Column<Item> = {
  name: string;
  width?: string;
  /** How its cells look. */
  look?: string;
  show: (item: Item) => ReactNode;
};

type ItemTableProps<Item> = {
  caption: string;
  items: readonly Item[];
  nameOf: (item: Item) => string;
  /** The first one says what the row is. */
  columns: readonly [Column<Item>, ...Column<Item>[]];
  /** Of a row whose last button says Edit. */
  onEdit?: ((item: Item) => void) | undefined;
  /** Which rows have that button; all of them unless given. */
  mayEdit?: (item: Item) => boolean;
  /** What else may be done with a row, before Edit. */
  acts?: (item: Item) => ReactNode;
  actsWidth?: string;
};

/** A table of things of one kind, a row each, with what may be done with each at its end. */
export function ItemTable<Item extends { id: string }>({
  caption,
  items,
  nameOf,
  columns,
  onEdit,
  mayEdit = () => true,
  acts,
  actsWidth = '80px',
}: ItemTableProps<Item>) {
  const heads = columns.map(({ name, width }) => ({ name, ...(width ? { width } : {}) }));
  return (
    <Table caption={caption} heads={[...heads, { name: 'Actions', hidden: true, width: actsWidth }]}>
      {items.map((item) => (
        <tr key={item.id}>
          {columns.map(({ name, look, show }, at) => (
            <td key={name} className={look} data-head={at === 0 ? undefined : name}>
              {show(item)}
            </td>
          ))}
          <td>
            <div className={styles.acts}>
              {acts?.(item)}
              {onEdit && mayEdit(item) && (
                <Button size="small" aria-label={`Edit ${nameOf(item)}`} onClick={() => onEdit(item)}>
                  Edit
                </Button>
              )}
            </div>
          </td>
        </tr>
      ))}
    </Table>
  );
}
