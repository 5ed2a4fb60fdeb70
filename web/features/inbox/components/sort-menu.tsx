import { IconChevronDown, IconSortDescending } from '@tabler/icons-react';
import type { ConversationSort, ConversationView } from '../../../../contract/conversations.ts';
import { Menu } from '../../../ui/menu.tsx';
import styles from './sort-menu.module.css';

const sorts: { sort: ConversationSort; name: string; forClosed: boolean }[] = [
  { sort: 'newest', name: 'Newest first', forClosed: true },
  { sort: 'oldest', name: 'Oldest first', forClosed: true },
  { sort: 'waiting', name: 'Waiting longest', forClosed: false },
  { sort: 'window', name: 'Window closing soonest', forClosed: false },
  { sort: 'due', name: 'Due soonest', forClosed: false },
];

type SortMenuProps = {
  view: ConversationView;
  sort: ConversationSort;
  onChange: (sort: ConversationSort) => void;
};

/** In which order the rows stand. */
export function SortMenu({ view, sort, onChange }: SortMenuProps) {
  const chosen = sorts.find((one) => one.sort === sort);
  const choose = (value: string) => {
    const next = sorts.find((one) => one.sort === value);
    if (next) onChange(next.sort);
  };
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.button} aria-label={`Sorted by: ${chosen?.name}`}>
          <IconSortDescending size={14} stroke={1.5} aria-hidden="true" />
          {chosen?.name}
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={sort} onChange={choose}>
          {sorts
            .filter((one) => view !== 'closed' || one.forClosed)
            .map((one) => (
              <Menu.RadioItem key={one.sort} value={one.sort} closeMenuOnClick>
                {one.name}
              </Menu.RadioItem>
            ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
