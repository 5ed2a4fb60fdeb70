import { useState } from 'react';
import type { TranslationService } from '../../../../contract/translation.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { TickBox } from '../../../ui/tick-box.tsx';
import { useSwitchTranslation } from '../api/translation.ts';
import styles from '../translation.module.css';

/** Says what is sent to whom and what for, and has it accepted. */
export function SwitchOnDialog({ service, onClose }: { service: TranslationService; onClose: () => void }) {
  const [hasAccepted, setHasAccepted] = useState(false);
  const [isSent, setIsSent] = useState(false);
  const change = useSwitchTranslation(onClose);
  const { acknowledgement } = service;
  return (
    <EditDialog
      title="Switch translation on?"
      width="560px"
      onClose={onClose}
      onSubmit={() => {
        setIsSent(true);
        if (hasAccepted) change.mutate({ isOn: true, acknowledgedVersion: acknowledgement.version });
      }}
      submit="Switch on"
      failed="Nothing was switched"
      save={change}
    >
      <section className={styles.terms} aria-label="What is sent to whom">
        {acknowledgement.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <TickBox
          label="I have read this, and accept it for my organisation."
          description={
            isSent && !hasAccepted
              ? 'Accept it first.'
              : 'Stored with your name and the time, in the audit log as well.'
          }
          checked={hasAccepted}
          onChange={setHasAccepted}
        />
      </section>
      <p className="text-2">
        Nothing is translated before a page says so: each page has it under Translation on its own screen.
      </p>
    </EditDialog>
  );
}
