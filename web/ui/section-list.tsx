import { useState, type ReactNode } from 'react';
import { AddButton } from './add-button.tsx';
import { SectionPage, sectionState, type Loaded } from './section-page.tsx';
import { EmptyState } from './states.tsx';

type SectionListProps<Item> = {
  title: string;
  lead?: ReactNode;
  list: Loaded & { data: readonly Item[] | undefined };
  /** What they are called where they could not be loaded: “The tags”. */
  things: string;
  /** What the button says; nothing for who may not add. */
  add?: string | false;
  /** Beside the title for who may not add. */
  action?: ReactNode;
  empty?: { title: string; text: ReactNode };
  /** Above the list, whatever it holds. */
  above?: ReactNode;
  /** Below the list. */
  below?: ReactNode;
  /** The form over the list: of one of them, or of a new one. */
  form: (item: Item | null, close: () => void) => ReactNode;
  /** The list itself, when there is something in it. */
  children: (items: readonly Item[], edit: (item: Item) => void) => ReactNode;
};

/** A page of the settings that lists things, adds one, and changes one in a form over the list. */
export function SectionList<Item>(props: SectionListProps<Item>) {
  const { title, lead, list, things, add, action, empty, above, below, form, children } = props;
  const [edited, setEdited] = useState<Item | 'new' | null>(null);
  const items = list.data ?? [];
  return (
    <SectionPage
      title={title}
      count={list.data?.length}
      lead={lead}
      action={add ? <AddButton onClick={() => setEdited('new')}>{add}</AddButton> : action}
    >
      {above}
      {sectionState(list, things) ??
        (items.length === 0 && empty ? (
          <EmptyState title={empty.title}>{empty.text}</EmptyState>
        ) : (
          children(items, setEdited)
        ))}
      {below}
      {edited !== null && form(edited === 'new' ? null : edited, () => setEdited(null))}
    </SectionPage>
  );
}
