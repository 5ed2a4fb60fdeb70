import { Switch, Textarea, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { MaskingRule, WriteMaskingRule } from '../../../../contract/privacy.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { testRule, useDeleteRule, useSaveRule } from '../api/privacy.ts';
import styles from '../privacy.module.css';

const sample = 'My card is 4111 1111 1111 1111, write to me@example.com.';

/** Adds a masking rule, or changes one, and shows what it does to a text while it is written. */
export function RuleDialog({ rule, onClose }: { rule: MaskingRule | null; onClose: () => void }) {
  const save = useSaveRule(onClose);
  const remove = useDeleteRule(onClose);
  const [isSent, setIsSent] = useState(false);
  const [text, setText] = useState(sample);
  const [fields, setFields] = useState<WriteMaskingRule>({
    name: rule?.name ?? '',
    pattern: rule?.pattern ?? '',
    checksum: rule?.checksum ?? 'none',
    isOn: rule?.isOn ?? true,
  });
  const set = (more: Partial<WriteMaskingRule>) => setFields({ ...fields, ...more });
  const test = useTest(fields, text);
  const isNameMissing = fields.name.trim() === '';

  const submit = () => {
    setIsSent(true);
    if (isNameMissing || fields.pattern === '') return;
    save.mutate(rule ? { id: rule.id, fields } : { id: null, fields });
  };
  const patternFault = test.data?.problem ?? (isSent && fields.pattern === '' ? 'Write a pattern.' : null);
  return (
    <EditDialog
      title={rule ? rule.name : 'Add a masking rule'}
      width="520px"
      onClose={onClose}
      onSubmit={submit}
      submit={rule ? 'Save' : 'Add the rule'}
      save={save}
      remove={rule ? { ...remove, onClick: () => remove.mutate(rule.id) } : undefined}
    >
      <TextInput
        label="Name"
        data-autofocus
        value={fields.name}
        error={isSent && isNameMissing && 'Give it a name.'}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Pattern"
        description="As in regular expressions: \d digit, \w letter or digit, \b edge of a word, [a-z], (a|b), {2,5}. Case does not matter."
        value={fields.pattern}
        error={patternFault}
        spellCheck={false}
        onChange={(event) => set({ pattern: event.currentTarget.value })}
      />
      <Switch
        label="Only numbers with a right check digit"
        description="As payment cards have (Luhn): an order number with as many digits stays readable."
        checked={fields.checksum === 'luhn'}
        onChange={(event) => set({ checksum: event.currentTarget.checked ? 'luhn' : 'none' })}
      />
      <Textarea
        label="Try it"
        description="Nothing of this is kept."
        autosize
        minRows={2}
        maxLength={2_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p className="small text-3">Stored would be</p>
      <output className={styles.masked} aria-label="What would be stored">
        {test.data && fields.pattern !== '' ? test.data.masked : text}
      </output>
    </EditDialog>
  );
}

/** What the rule would do to the text, a moment after the last key. */
function useTest({ pattern, checksum }: WriteMaskingRule, text: string) {
  const asked = useDeferredValue({ pattern, checksum, text });
  return useQuery({
    queryKey: ['masking-test', asked],
    queryFn: ({ signal }) => testRule(asked, signal),
    enabled: pattern !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
