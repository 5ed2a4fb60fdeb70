import { TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { CustomerDetails } from '../../../../contract/customers.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormStack } from '../../../ui/form-stack.tsx';
import { Link } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useEraseCustomer } from '../api/contact-privacy.ts';
import styles from './customers.module.css';

const word = 'erase';

type EraseCustomerProps = { card: CustomerDetails; isHeld: boolean; onClose: () => void };

/** Says what goes and what stays, and erases a customer once a word is typed. */
export function EraseCustomer({ card, isHeld, onClose }: EraseCustomerProps) {
  const erase = useEraseCustomer(card.id);
  const [typed, setTyped] = useState('');
  const isRight = typed.trim().toLowerCase() === word;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isRight && !isHeld) erase.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Dialog title={`Erase ${card.name}?`} onClose={onClose} width="520px">
      <FormStack
        onSubmit={submit}
        foot={
          <>
            <Button onClick={onClose}>Keep</Button>
            <Button kind="danger" submit busy={erase.isPending} disabled={!isRight || isHeld}>
              Erase for ever
            </Button>
          </>
        }
      >
        {erase.error && (
          <Notice tone="danger" role="alert" title="Nothing was erased">
            {erase.error.message}
          </Notice>
        )}
        <p>
          <span className="medium">What goes:</span> this card with its notes and what was merged into it, and
          of each profile all messages, files, notes and the profile itself, with what the journal holds of
          them, also on pages where it is proved to be the same person.
        </p>
        <ul className={styles.goes} aria-label="Profiles that go">
          {card.profiles.map(({ contact, page }) => (
            <li key={contact.id}>
              {contact.name} on {page.name}
            </li>
          ))}
        </ul>
        <p>
          <span className="medium">What stays:</span> counts and times for the reports, and the audit log,
          which holds no word of a customer. What Facebook keeps is not reached from here. It cannot be
          undone.
        </p>
        {card.apart.length > 0 && (
          <Notice tone="info" title="What stays with somebody else">
            Linked to this card alone, but said by others: these conversations stay, and lose the link. Who
            shall be erased too is erased by their own profile.
            <ul className={styles.goes} aria-label="Conversations that stay">
              {card.apart.map(({ id, number, name }) => (
                <li key={id}>
                  <Link className="link" href={screenPaths.conversation(id)}>
                    No. {number}
                  </Link>{' '}
                  with {name}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {isHeld ? (
          <Notice tone="warning" title="This customer is under legal hold">
            Lift the hold first, in the details of one of their conversations.
          </Notice>
        ) : (
          <TextInput
            data-autofocus
            label={`Write ${word} to confirm`}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
      </FormStack>
    </Dialog>
  );
}
