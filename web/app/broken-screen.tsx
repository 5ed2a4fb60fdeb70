import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Button } from '../ui/button.tsx';
import { useGo } from '../ui/link.tsx';
import { FailedState, ForbiddenState } from '../ui/states.tsx';
import styles from './broken-screen.module.css';

/** The whole desk could not be drawn: mostly the server does not answer. */
export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = useCallback(() => {
    reset();
    void router.invalidate();
  }, [reset, router]);
  return (
    <main className={styles.screen}>
      <FailedState title="The desk could not be opened" error={error} onRetry={retry} />
    </main>
  );
}

/** An address that leads nowhere. */
export function LostScreen() {
  const go = useGo();
  return (
    <main className={styles.screen}>
      <ForbiddenState
        action={
          <Button size="small" onClick={() => go('/')}>
            Back to the inbox
          </Button>
        }
      />
    </main>
  );
}
