import { Switch, Textarea, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type FormEvent } from 'react';
import type { MaskingRule, WriteMaskingRule } from '../../../../contract/privacy.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormStack } from '../../../ui/form-stack.tsx';
import { Notice } from '../../../ui/notice.tsx';
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

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    if (isNameMissing || fields.pattern === '') return;
    save.mutate(rule ? { id: rule.id, fields } : { id: null, fields });
  };
  const error = save.error ?? remove.error;
  const patternFault = test.data?.problem ?? (isSent && fields.pattern === '' ? 'Write a pattern.' : null);
  return (
    <Dialog title={rule ? rule.name : 'Add a masking rule'} onClose={onClose} width="520px">
      <FormStack
        onSubmit={submit}
        foot={
          <>
            {rule && (
              <>
                <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate(rule.id)}>
                  Delete
                </Button>
                <span className="grow" />
              </>
            )}
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" submit busy={save.isPending}>
              {rule ? 'Save' : 'Add the rule'}
            </Button>
          </>
        }
      >
        {error && (
          <Notice tone="danger" role="alert" title="Nothing was saved">
            {error.message}
          </Notice>
        )}
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
      </FormStack>
    </Dialog>
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
