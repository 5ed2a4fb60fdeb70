import { IconBolt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ConversationId } from '../../../../contract/ids.ts';
import type { Macro } from '../../../../contract/macros.ts';
import { useCommand } from '../../../lib/commands.ts';
import { useRight } from '../../../lib/desk-queries.ts';
import { macrosQuery } from '../../../lib/macros-query.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Menu } from '../../../ui/menu.tsx';
import { useMacroOn } from '../api/use-macro.ts';

/** The macros for this conversation: in a menu, and by name among the commands. */
export function MacroMenu({ conversationId }: { conversationId: ConversationId }) {
  const macros = useQuery({ ...macrosQuery, enabled: useRight('use-macros') }).data ?? [];
  const use = useMacroOn(conversationId);
  if (macros.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton
            label="Macros"
            icon={<IconBolt size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
          />
        </Menu.Target>
        <Menu.Dropdown>
          {macros.map((macro) => (
            <Menu.Item key={macro.id} disabled={use.isPending} onClick={() => use.mutate(macro)}>
              {macro.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {macros.map((macro) => (
        <MacroCommand key={macro.id} macro={macro} onRun={() => use.mutate(macro)} />
      ))}
    </>
  );
}

function MacroCommand({ macro, onRun }: { macro: Macro; onRun: () => void }) {
  useCommand({ id: `macro.${macro.id}`, title: macro.name, group: 'Conversation', run: onRun });
  return null;
}
