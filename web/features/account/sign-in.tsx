import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Problem } from '../../lib/api.ts';
import { Button } from '../../ui/button.tsx';
import { useGo } from '../../ui/link.tsx';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { useNeedsFirstRun } from './api/needs-first-run.ts';
import { useSignIn } from './api/sign-in.ts';
import { Door } from './components/door.tsx';
import styles from './components/door.module.css';

/** The door. `to` is the screen that was asked for. */
export function SignIn({ to }: { to: string }) {
  const go = useGo();
  const signIn = useSignIn(() => go(to, { replace: true }));
  const needsFirstRun = useNeedsFirstRun();
  const firstField = useFirstFocus<HTMLInputElement>();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() !== '' && password !== '') signIn.mutate({ email: email.trim(), password });
  };
  return (
    <Door title="Sign in" lead="to answer your customers.">
      <title>Sign in · Pagedesk</title>
      <form className={styles.form} onSubmit={submit} noValidate>
        {needsFirstRun && (
          <Notice tone="info" title="Nobody can sign in yet">
            Open the link that the server printed at its first start: it makes the first administrator.
          </Notice>
        )}
        {signIn.error && (
          <Notice
            tone={signIn.error.code === 'rate-limited' ? 'warning' : 'danger'}
            role="alert"
            {...wordsOf(signIn.error)}
          />
        )}
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          ref={firstField}
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
        />
        <Button kind="primary" size="large" wide submit busy={signIn.isPending}>
          {signIn.isPending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </Door>
  );
}

/** One sentence for an unknown e-mail and for a wrong password: neither tells whether the other is right. */
function wordsOf(problem: Problem): { title: string; children: string } {
  switch (problem.code) {
    case 'unauthenticated':
    case 'invalid':
      return { title: 'E-mail or password is not right', children: 'Check both and try again.' };
    case 'rate-limited':
      return { title: 'Too many attempts', children: 'Wait a minute, then try again.' };
    case 'unreachable':
      return { title: 'The server did not answer', children: 'Check the connection and try again.' };
    default:
      return { title: 'You could not be signed in', children: problem.message };
  }
}
