import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { MetaApp } from '../../../contract/pages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormStack } from '../../ui/form-stack.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useChangeMetaApp } from './api/meta-apps.ts';

type ChangeMetaAppDialogProps = { app: MetaApp; what: 'rename' | 'secret'; onClose: () => void };

/** Renames an app, or takes the secret that was made anew at Meta. */
export function ChangeMetaAppDialog({ app, what, onClose }: ChangeMetaAppDialogProps) {
  const change = useChangeMetaApp(app, onClose);
  const [value, setValue] = useState(what === 'rename' ? app.name : '');
  const [isSent, setIsSent] = useState(false);
  const isEmpty = value.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    if (isEmpty) return;
    change.mutate(what === 'rename' ? { name: value.trim() } : { appSecret: value.trim() });
  };
  return (
    <Dialog title={what === 'rename' ? `Rename ${app.name}` : `New secret of ${app.name}`} onClose={onClose}>
      <FormStack
        onSubmit={submit}
        foot={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" submit busy={change.isPending}>
              {what === 'rename' ? 'Rename' : 'Change the secret'}
            </Button>
          </>
        }
      >
        {change.error && (
          <Notice tone="danger" role="alert" title="The app was not changed">
            {change.error.message}
          </Notice>
        )}
        {what === 'rename' ? (
          <TextInput
            label="Name"
            data-autofocus
            value={value}
            error={isSent && isEmpty && 'Give it a name that your team knows.'}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        ) : (
          <PasswordInput
            label="App secret"
            autoComplete="off"
            data-autofocus
            description="Proved at Facebook before it takes the place of the old one. Webhooks are checked with it from a few seconds later on."
            visibilityToggleButtonProps={{ 'aria-label': 'Show the secret', tabIndex: 0 }}
            value={value}
            error={isSent && isEmpty && 'It stands under App settings, Basic.'}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
      </FormStack>
    </Dialog>
  );
}
