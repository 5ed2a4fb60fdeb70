import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactId } from '../../../../contract/ids.ts';
import { fullTime } from '../../../lib/dates.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { contactPrivacyQuery, useErase, useHold } from '../api/contact-privacy.ts';
import { Fact, Facts, Section } from './section.tsx';
import styles from './data-section.module.css';

const consentWords = {
  none: null,
  asked: 'Asked, no answer yet',
  agreed: 'Agreed',
  declined: 'Declined',
} as const;

/** What an administrator can do with a customer's data: take it out, keep it from being deleted, erase it. */
export function DataSection({ contactId, name }: { contactId: ContactId; name: string }) {
  const privacy = useQuery(contactPrivacyQuery(contactId));
  const hold = useHold(contactId);
  const [isAsking, setIsAsking] = useState(false);
  const [withMasked, setWithMasked] = useState(false);
  const { data } = privacy;
  if (!data) return null;
  const { consentVersion, consentAt, heldAt, erasure } = data;
  const consent = consentWords[data.consent];
  const isErased = erasure !== null && erasure.doneAt !== null;
  return (
    <Section title="Their data">
      <Facts>
        {consent && (
          <Fact name="Consent">
            {consent}
            {consentAt && (
              <span className="text-3">
                {' '}
                · text {consentVersion}, {fullTime(consentAt)}
              </span>
            )}
          </Fact>
        )}
        {heldAt && <Fact name="Legal hold">Since {fullTime(heldAt)}: nothing is deleted</Fact>}
        {erasure && (
          <Fact name="Erasure">
            {erasure.doneAt
              ? `Done ${fullTime(erasure.doneAt)}`
              : `Under way since ${fullTime(erasure.requestedAt)}`}
          </Fact>
        )}
      </Facts>
      {hold.error && (
        <Notice tone="danger" role="alert" title="The hold was not changed">
          {hold.error.message}
        </Notice>
      )}
      {!isErased && (
        <div className={styles.ways}>
          <Button
            size="small"
            onClick={() => window.location.assign(apiPaths.contactExport(contactId, withMasked))}
          >
            Export
          </Button>
          <Button size="small" busy={hold.isPending} onClick={() => hold.mutate(heldAt === null)}>
            {heldAt === null ? 'Put on legal hold' : 'Lift the hold'}
          </Button>
          {heldAt === null && erasure === null && (
            <Button size="small" kind="danger" onClick={() => setIsAsking(true)}>
              Erase…
            </Button>
          )}
        </div>
      )}
      {!isErased && (
        <Checkbox
          size="xs"
          label="Export with what was masked, where it is kept"
          checked={withMasked}
          onChange={(event) => setWithMasked(event.currentTarget.checked)}
        />
      )}
      {isAsking && <EraseDialog contactId={contactId} name={name} onClose={() => setIsAsking(false)} />}
    </Section>
  );
}

function EraseDialog({
  contactId,
  name,
  onClose,
}: {
  contactId: ContactId;
  name: string;
  onClose: () => void;
}) {
  const erase = useErase(contactId);
  return (
    <Dialog
      title={`Erase ${name}?`}
      onClose={onClose}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            Keep
          </Button>
          <Button
            kind="danger"
            busy={erase.isPending}
            onClick={() => erase.mutate(undefined, { onSuccess: onClose })}
          >
            Erase for ever
          </Button>
        </>
      }
    >
      <p>
        All messages, files, notes, the profile and the customer’s card are removed, here and on pages where
        this is proved to be the same person, and what the journal holds of them. Only counts remain. It
        cannot be undone.
      </p>
      {erase.error && (
        <Notice tone="danger" role="alert" title="Nothing was erased">
          {erase.error.message}
        </Notice>
      )}
    </Dialog>
  );
}
