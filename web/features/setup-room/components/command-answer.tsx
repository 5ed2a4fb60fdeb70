import { useState } from 'react';
import type { CommandAnswer } from '../../../../contract/setup-room.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Link, useGo } from '../../../ui/link.tsx';
import styles from './command-answer.module.css';
import { UnauthorizeDialog } from './unauthorize-dialog.tsx';

/** What the bot answered, with the button that does what it offers. */
export function CommandAnswerView({ answer }: { answer: CommandAnswer }) {
  const go = useGo();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <div className={styles.answer}>
      <p>{answer.text}</p>
      {answer.lines.length > 0 && (
        <dl className={styles.lines}>
          {answer.lines.map(({ command, does }) => (
            <div key={command} className={styles.line}>
              <dt>
                <code>{command}</code>
              </dt>
              <dd className="text-2">{does}</dd>
            </div>
          ))}
        </dl>
      )}
      {answer.pages.length > 0 && (
        <ul className={styles.pages} aria-label="Pages">
          {answer.pages.map((page) => (
            <li key={page.id}>
              <Link className="link" href={screenPaths.page(page.id)}>
                {page.name}
              </Link>{' '}
              <code className="small">{page.facebookId}</code>
            </li>
          ))}
        </ul>
      )}
      {answer.next?.act === 'authorize' && <StartAuthentication />}
      {answer.next?.act === 'unauthorize' && (
        <Button kind="danger" onClick={() => setIsAsking(true)}>
          Take the authorisation back…
        </Button>
      )}
      {answer.next?.act === 'edit' && (
        <Button onClick={() => answer.next?.act === 'edit' && go(screenPaths.page(answer.next.pageId))}>
          Open the settings
        </Button>
      )}
      {isAsking && <UnauthorizeDialog pages={answer.pages} onClose={() => setIsAsking(false)} />}
    </div>
  );
}

/** Begins the way to Facebook and back. */
export function StartAuthentication() {
  const go = useGo();
  return (
    <Button kind="primary" onClick={() => go(screenPaths.connectPages())}>
      Start Authentication
    </Button>
  );
}
