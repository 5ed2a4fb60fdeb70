import type { FacebookLogin } from '../../../../contract/facebook-logins.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useStartLogin } from '../api/facebook-logins.ts';
import styles from './wizard.module.css';

/** The login brought nothing: why, and the way to try again. */
export function LoginEnded({ login, onCancel }: { login: FacebookLogin; onCancel: () => void }) {
  const again = useStartLogin();
  return (
    <>
      <Notice
        tone={login.status === 'denied' ? 'warning' : 'danger'}
        role="alert"
        title={login.status === 'denied' ? 'Facebook was told no' : 'The login failed'}
      >
        {again.error?.message ?? login.problem}
      </Notice>
      <div className={styles.acts}>
        <Button
          kind="primary"
          busy={again.isPending || again.isSuccess}
          onClick={() => again.mutate({ metaAppId: login.metaApp.id, asksAgain: true })}
        >
          Try again
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}
