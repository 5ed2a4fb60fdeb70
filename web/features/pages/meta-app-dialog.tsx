import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { MetaApp } from '../../../contract/pages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormStack } from '../../ui/form-stack.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useCreateMetaApp } from './api/meta-apps.ts';

/** Adds an app that was made at Meta. */
export function MetaAppDialog({
  onClose,
  onMade = onClose,
}: {
  onClose: () => void;
  onMade?: (made: MetaApp) => void;
}) {
  const create = useCreateMetaApp(onMade);
  const [fields, setFields] = useState({ name: '', appId: '', appSecret: '' });
  const [isSent, setIsSent] = useState(false);
  const faults = {
    name: fields.name.trim() === '' ? 'Give it a name that your team knows.' : undefined,
    appId: /^\d{1,32}$/.test(fields.appId.trim()) ? undefined : 'The App ID is digits only.',
    appSecret: fields.appSecret.trim() === '' ? 'It stands under App settings, Basic.' : undefined,
  };
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    error: isSent ? faults[name] : undefined,
    onChange: (event: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [name]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    if (faults.name || faults.appId || faults.appSecret) return;
    create.mutate({
      name: fields.name.trim(),
      appId: fields.appId.trim(),
      appSecret: fields.appSecret.trim(),
    });
  };
  return (
    <Dialog title="Add a Meta app" onClose={onClose}>
      <FormStack
        onSubmit={submit}
        foot={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" submit busy={create.isPending}>
              Add the app
            </Button>
          </>
        }
      >
        {create.error && (
          <Notice tone="danger" role="alert" title="The app was not added">
            {create.error.message}
          </Notice>
        )}
        <TextInput label="Name" data-autofocus {...field('name')} />
        <TextInput
          label="App ID"
          description="At developers.facebook.com, in the app’s dashboard, under App settings, Basic."
          inputMode="numeric"
          {...field('appId')}
        />
        <PasswordInput
          label="App secret"
          autoComplete="off"
          description="Beside the App ID, after Show and your Facebook password. Kept sealed, and never shown again."
          visibilityToggleButtonProps={{ 'aria-label': 'Show the secret', tabIndex: 0 }}
          {...field('appSecret')}
        />
      </FormStack>
    </Dialog>
  );
}
