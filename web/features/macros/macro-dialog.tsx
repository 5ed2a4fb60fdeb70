import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { macroAct, type MacroAct } from '../../../contract/acts.ts';
import type { Macro } from '../../../contract/macros.ts';
import { useActChoices } from '../../lib/act-choices.ts';
import { ActList } from '../../ui/acts/act-list.tsx';
import { faultOfAct } from '../../ui/acts/new-act.ts';
import { EditDialog } from '../../ui/edit-dialog.tsx';
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
    if (name.trim() === '' || acts.length === 0 || acts.some((act) => faultOfAct(act) !== null)) return;
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
      remove={macro ? { ...remove, onClick: () => remove.mutate(macro.id) } : undefined}
    >
      <TextInput
        label="Name"
        data-autofocus
        maxLength={80}
        value={name}
        error={isJudged && name.trim() === '' && 'Give it a name.'}
        onChange={(event) => setName(event.currentTarget.value)}
      />
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
