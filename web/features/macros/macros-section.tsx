import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Macro } from '../../../contract/macros.ts';
import { macrosQuery } from '../../lib/macros-query.ts';
import { Button } from '../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { ticketWords } from '../../ui/ticket-chip.tsx';
import { MacroDialog } from './macro-dialog.tsx';

/** What is done with a conversation by one click. */
export function MacrosSection() {
  const macros = useQuery(macrosQuery);
  const [edited, setEdited] = useState<Macro | 'new' | null>(null);
  return (
    <SectionPage
      title="Macros"
      count={macros.data?.length}
      lead="What is done again and again, by one click from a conversation or by its name behind Ctrl K: all of it, or nothing."
      action={
        <Button
          kind="primary"
          icon={<IconPlus size={iconSizes.control} stroke={iconStroke} />}
          onClick={() => setEdited('new')}
        >
          Add a macro
        </Button>
      }
    >
      {sectionState(macros, 'The macros') ??
        (macros.data?.length === 0 ? (
          <EmptyState title="No macro yet">Add the first one, for example “Solved, with thanks”.</EmptyState>
        ) : (
          <Table
            caption="Macros"
            heads={[
              { name: 'Name', width: '240px' },
              { name: 'What it does' },
              { name: 'Actions', hidden: true, width: '80px' },
            ]}
          >
            {macros.data?.map((macro) => (
              <tr key={macro.id}>
                <td className="medium">{macro.name}</td>
                <td className="text-2" data-head="What it does">
                  {doesWhat(macro)}
                </td>
                <td>
                  <Button size="small" aria-label={`Edit ${macro.name}`} onClick={() => setEdited(macro)}>
                    Edit
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        ))}
      {edited && <MacroDialog macro={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SectionPage>
  );
}

function doesWhat({ acts }: Macro): string {
  const end = acts.finally;
  const parts = [
    acts.takes ? 'takes it' : null,
    acts.tagIds.length > 0 ? `puts ${acts.tagIds.length === 1 ? 'a tag' : 'tags'} on it` : null,
    acts.note === '' ? null : 'leaves a note',
    end?.kind === 'status' ? `sets the ticket to ${ticketWords[end.status]}` : null,
    end?.kind === 'department' ? 'hands it to another department' : null,
    end?.kind === 'snooze' ? `puts it aside for ${end.hours} h` : null,
  ];
  return parts.filter(Boolean).join(', ');
}
