import { useState } from 'react';
import type { Extension } from '../../../../contract/extensions.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useGo } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { TickBox } from '../../../ui/tick-box.tsx';
import { useSwitchExtension } from '../api/extensions.ts';
import styles from './dialogs.module.css';

type SwitchDialogProps = { extension: Extension; turnOn: boolean; onClose: () => void };

/** Says what the switch means, has the terms accepted where there are any, and throws it. */
export function SwitchDialog({ extension, turnOn, onClose }: SwitchDialogProps) {
  const go = useGo();
  const { id, name, acknowledgement } = extension;
  const [hasAccepted, setHasAccepted] = useState(false);
  const change = useSwitchExtension(extension, () => {
    onClose();
    if (id === 'facebook' && turnOn) go(screenPaths.settings('setup-room'));
  });
  const needsTick = turnOn && acknowledgement !== null;
  return (
    <Dialog
      title={`Switch ${name} ${turnOn ? 'on' : 'off'}?`}
      onClose={onClose}
      width="560px"
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button
            kind={turnOn ? 'primary' : 'danger'}
            busy={change.isPending}
            disabled={needsTick && !hasAccepted}
            onClick={() =>
              change.mutate({
                isOn: turnOn,
                ...(needsTick ? { acknowledgedVersion: acknowledgement.version } : {}),
              })
            }
          >
            Switch {turnOn ? 'on' : 'off'}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {change.error && (
          <Notice tone="danger" role="alert" title="Nothing was switched">
            {change.error.message}
          </Notice>
        )}
        <ul className={styles.means}>
          {(turnOn ? extension.onMeans : extension.offMeans).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {needsTick && (
          <section className={styles.terms} aria-label="What your organisation takes on">
            {acknowledgement.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
            <TickBox
              label="I have read this, and accept it for my organisation."
              description={`Stored with your name and the time. Wording of ${acknowledgement.version}.`}
              checked={hasAccepted}
              onChange={setHasAccepted}
            />
          </section>
        )}
      </div>
    </Dialog>
  );
}
