import { useState } from 'react';
import { macroAct, type MacroAct } from '../../../contract/acts.ts';
import type { Macro } from '../../../contract/macros.ts';
import { useActChoices } from '../../lib/act-choices.ts';
import { ActList } from '../../ui/acts/act-list.tsx';
import { areWhole } from '../../ui/acts/new-act.ts';
import { EditDialog } from '../../ui/edit-dialog.tsx';
import { NameField } from '../../ui/name-field.tsx';
import { useDeleteMacro, useSaveMacro } from './api/macros.ts';

const kinds = macroAct.options.map((option) => option.shape.kind.value);

/** Adds a macro, or changes one. */
export function MacroDialog({ macro, onClose }: { macro: Macro | null; onClose: () => void }) {
  const save = useSaveMacro(onClose);
  const remove = useDeleteMacro(onClose);
  const choices = useActChoices();
  const [isJudged, setIsJudged] = useState(false);
  const [name, setName] = useState(macro?.name ?? '');
  const [acts, setActs] = useState<MacroAct[]>(macro?.acts ?? []);
  const submit = () => {
    setIsJudged(true);
    if (name.trim() === '' || !areWhole(acts)) return;
    save.mutate({ id: macro?.id ?? null, fields: { name: name.trim(), acts } });
  };
  return (
    <EditDialog
      title={macro ? macro.name : 'Add a macro'}
      width="560px"
      onClose={onClose}
      onSubmit={submit}
      submit={macro ? 'Save' : 'Add the macro'}
      save={save}
      remove={
        macro && {
          ...remove,
          sure: {
            title: 'It goes from everybody’s menu',
            text: 'What it has done stays. Press once more to delete it.',
            label: 'Delete the macro',
          },
          onClick: () => remove.mutate(macro.id),
        }
      }
    >
      <NameField value={name} isSent={isJudged} onChange={setName} />
      <ActList
        isOfPerson
        acts={acts}
        kinds={kinds}
        choices={choices}
        isJudged={isJudged}
        onChange={setActs}
      />
    </EditDialog>
  );
}
