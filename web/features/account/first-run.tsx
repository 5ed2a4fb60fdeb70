import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { useGo } from '../../ui/link.tsx';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { useFirstRun } from './api/first-run.ts';
import { Door } from './components/door.tsx';
import styles from './components/door.module.css';
import { faultsOf, type FirstRunFields } from './first-run-faults.ts';

/** The first screen of a new desk: the one-time link makes its administrator. */
export function FirstRun({ token }: { token: string }) {
  const go = useGo();
  const create = useFirstRun(() => go('/', { replace: true }));
  const firstField = useFirstFocus<HTMLInputElement>();
  const [fields, setFields] = useState<FirstRunFields>({ name: '', email: '', password: '' });
  const [left, setLeft] = useState<ReadonlySet<keyof FirstRunFields>>(new Set());
  const faults = faultsOf(fields);

  const field = (name: keyof FirstRunFields) => ({
    value: fields[name],
    error: left.has(name) ? faults[name] : undefined,
    required: true,
    withAsterisk: false,
    onBlur: () => fields[name] !== '' && setLeft(new Set([...left, name])),
    onChange: (event: { currentTarget: { value: string } }) => {
      setFields({ ...fields, [name]: event.currentTarget.value });
      setLeft(new Set([...left].filter((one) => one !== name)));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Object.keys(faults).length > 0) {
      setLeft(new Set(['name', 'email', 'password'] as const));
      return;
    }
    create.mutate({ token, ...fields, name: fields.name.trim(), email: fields.email.trim() });
  };
  return (
    <Door
      title="Welcome to Pagedesk"
      lead="Make the first administrator of this desk. Colleagues come later."
    >
      <title>First run · Pagedesk</title>
      <form className={styles.form} onSubmit={submit} noValidate>
        {token === '' && (
          <Notice tone="warning" title="The link is not whole">
            Open the link that the server printed at its first start.
          </Notice>
        )}
        {create.error && (
          <Notice tone="danger" role="alert" title="The administrator was not made">
            {create.error.message}
          </Notice>
        )}
        <TextInput label="Your name" ref={firstField} autoComplete="name" {...field('name')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...field('email')} />
        <PasswordInput
          label="Password"
          description={left.has('password') && faults.password ? undefined : 'At least 10 characters.'}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
          {...field('password')}
        />
        <Button kind="primary" size="large" wide submit busy={create.isPending} disabled={token === ''}>
          Open the desk
        </Button>
      </form>
    </Door>
  );
}
