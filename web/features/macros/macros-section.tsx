import { useQuery } from '@tanstack/react-query';
import type { Macro } from '../../../contract/macros.ts';
import { useActChoices } from '../../lib/act-choices.ts';
import { macrosQuery } from '../../lib/macros-query.ts';
import { actSentence } from '../../ui/acts/act-sentence.ts';
import { Button } from '../../ui/button.tsx';
import { Grip } from '../../ui/grip.tsx';
import { OrderedList, OrderedRow } from '../../ui/ordered-list.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { moved, useSorting } from '../../ui/use-sorting.ts';
import { useOrderMacros } from './api/macros.ts';
import { MacroDialog } from './macro-dialog.tsx';

/** What is done with a conversation by one click. */
export function MacrosSection() {
  const macros = useQuery(macrosQuery);
  return (
    <SectionList
      title="Macros"
      lead="What is done again and again, by one click from a conversation or by its name behind Ctrl K: all of it, or nothing. The menu has them in this order."
      list={macros}
      things="The macros"
      add="Add a macro"
      empty={{ title: 'No macro yet', text: 'Add the first one, for example “Solved, with thanks”.' }}
      form={(macro, close) => <MacroDialog macro={macro} onClose={close} />}
    >
      {(items, edit) => <MacroList macros={items} onEdit={edit} />}
    </SectionList>
  );
}

function MacroList({ macros, onEdit }: { macros: readonly Macro[]; onEdit: (macro: Macro) => void }) {
  const order = useOrderMacros();
  const choices = useActChoices();
  const { news, placeProps, keyProps } = useSorting({
    names: macros.map(({ name }) => name),
    onMove: (from, to) => order.mutate(moved(macros, from, to)),
  });
  return (
    <OrderedList label="Macros in order" news={news}>
      {macros.map((macro, index) => (
        <OrderedRow
          key={macro.id}
          place={placeProps(index)}
          grip={<Grip name={macro.name} {...keyProps(index)} />}
          number={index + 1}
          name={macro.name}
          about={macro.acts.map((act) => actSentence(act, choices)).join(', ')}
          actions={
            <Button size="small" aria-label={`Edit ${macro.name}`} onClick={() => onEdit(macro)}>
              Edit
            </Button>
          }
        />
      ))}
    </OrderedList>
  );
}
