import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { ConversationCustomer, MatchReason } from '../../../../contract/customers.ts';
import type { ContactId } from '../../../../contract/ids.ts';
import { fullTime } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Link } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { customerOfQuery, useLinking } from '../api/customers.ts';
import { Section } from '../components/section.tsx';
import { CardFacts } from './card-facts.tsx';
import { emptyDraft } from './card-draft.ts';
import { ChooseCustomer, CustomerLine } from './choose-customer.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { NotesBlock } from './notes-block.tsx';
import { OtherConversations } from './other-conversations.tsx';
import styles from './customers.module.css';

type Conversation = Pick<ConversationDetails, 'id' | 'contact' | 'earlier'>;

/** Who the customer is over all pages: their card, or who it may be, with a search and a new card; and notes. */
export function LinkedSection({ conversation }: { conversation: Conversation }) {
  const summary = useQuery(customerOfQuery(conversation.id));
  const { data } = summary;
  if (summary.isError && !data) {
    return (
      <Section title="Customer card">
        <Notice
          tone="danger"
          title="It could not be loaded"
          action={
            <Button size="small" busy={summary.isFetching} onClick={() => void summary.refetch()}>
              Try now
            </Button>
          }
        >
          {summary.error.message}
        </Notice>
      </Section>
    );
  }
  if (!data) return null;
  const notes = data.customer?.notes ?? data.notes;
  return (
    <>
      {data.customer ? (
        <Linked conversation={conversation} summary={data} card={data.customer} />
      ) : (
        <Nobody conversation={conversation} summary={data} />
      )}
      <Section title="Notes" aside={notes.length > 0 ? notes.length : undefined}>
        <NotesBlock notes={notes} place={{ conversationId: conversation.id }} />
      </Section>
      {data.customer && (
        <OtherConversations
          customerId={data.customer.id}
          without={[conversation.id, ...conversation.earlier.map(({ id }) => id)]}
        />
      )}
    </>
  );
}

function Linked({
  conversation,
  summary: { link },
  card,
}: {
  conversation: Conversation;
  summary: ConversationCustomer;
  card: NonNullable<ConversationCustomer['customer']>;
}) {
  const [isUnlinking, setIsUnlinking] = useState(false);
  const others = card.profiles.filter(({ contact }) => contact.id !== conversation.contact.id);
  return (
    <Section title="Customer card">
      <p className={styles.cardName}>
        <Link className="link strong" href={screenPaths.customer(card.id)}>
          {card.name}
        </Link>
        {link?.how === 'auto' && (
          <span title={`Found by what was told in the conversation, ${fullTime(link.linkedAt)}`}>
            <Chip tone="info">auto</Chip>
          </span>
        )}
        {link?.scope === 'conversation' && <Chip>this conversation only</Chip>}
      </p>
      <CardFacts card={card} />
      {others.length > 0 && (
        <p className={`${styles.also} small text-2`}>
          Also {others.map(({ contact, page }) => `${contact.name} on ${page.name}`).join(', ')}
        </p>
      )}
      <p className={styles.ways}>
        <Button size="small" onClick={() => setIsUnlinking(true)}>
          Not this person…
        </Button>
      </p>
      {isUnlinking && (
        <UnlinkDialog conversation={conversation} name={card.name} onClose={() => setIsUnlinking(false)} />
      )}
    </Section>
  );
}

function UnlinkDialog({
  conversation,
  name,
  onClose,
}: {
  conversation: Conversation;
  name: string;
  onClose: () => void;
}) {
  const act = useLinking(conversation.id);
  const unlink = (scope: 'profile' | 'conversation') =>
    act.mutate({ act: 'unlink', scope }, { onSuccess: onClose });
  return (
    <Dialog
      title={`Unlink ${name}?`}
      width="460px"
      onClose={onClose}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button busy={act.isPending} onClick={() => unlink('conversation')}>
            Only this conversation
          </Button>
          <Button kind="danger" busy={act.isPending} onClick={() => unlink('profile')}>
            Also the profile
          </Button>
        </>
      }
    >
      <p>
        With the profile every conversation of {conversation.contact.name} leaves this card, and later ones
        are not linked to it by themselves.
      </p>
      {act.error && (
        <Notice tone="danger" role="alert" title="Nothing changed">
          {act.error.message}
        </Notice>
      )}
    </Dialog>
  );
}

const reasons: Record<MatchReason, string> = {
  email: 'Has the e-mail address that was told',
  phone: 'Has the phone number that was told',
  name: 'Has the same name',
};

function Nobody({ conversation, summary }: { conversation: Conversation; summary: ConversationCustomer }) {
  const { suggestions, profiles, apartFrom, draft } = summary;
  const act = useLinking(conversation.id);
  const [open, setOpen] = useState<'search' | 'create' | null>(null);
  const isFound = suggestions.length > 0;
  return (
    <Section title="Customer card">
      <p className="text-2">
        {isFound
          ? 'One or more records found. Select a record or create new.'
          : 'No records found. Search for an existing customer record or create a new one to link to this conversation.'}
      </p>
      {apartFrom && (
        <p className={`${styles.also} small text-2`}>
          Its profile is linked to{' '}
          <Link className="link" href={screenPaths.customer(apartFrom.id)}>
            {apartFrom.name}
          </Link>
          ; this conversation is not.
        </p>
      )}
      {isFound && (
        <ul className={styles.choices}>
          {suggestions.map(({ customer, because }) => (
            <li key={customer.id}>
              <CustomerLine customer={customer} because={reasons[because]} />
              <Button
                size="small"
                busy={act.isPending}
                aria-label={`Link ${customer.name}`}
                onClick={() => act.mutate({ act: 'link', customerId: customer.id })}
              >
                Link
              </Button>
            </li>
          ))}
        </ul>
      )}
      {profiles.length > 0 && (
        <p className={`${styles.also} small text-2`}>
          The same name writes on {profiles.map(({ page }) => page.name).join(', ')}: a new card can take
          both.
        </p>
      )}
      {act.error && open === null && (
        <Notice tone="danger" role="alert" title="Nothing changed">
          {act.error.message}
        </Notice>
      )}
      <p className={styles.ways}>
        <Button size="small" onClick={() => setOpen('search')}>
          Search
        </Button>
        <Button size="small" onClick={() => setOpen('create')}>
          Create
        </Button>
      </p>
      {open === 'search' && (
        <ChooseCustomer
          title="Who is it?"
          words={draft.name ?? ''}
          choose="Link"
          act={act}
          onClose={() => setOpen(null)}
          onChoose={({ id }) =>
            act.mutate({ act: 'link', customerId: id }, { onSuccess: () => setOpen(null) })
          }
        />
      )}
      {open === 'create' && (
        <CreateDialog conversation={conversation} summary={summary} onClose={() => setOpen(null)} />
      )}
    </Section>
  );
}

function CreateDialog({
  conversation,
  summary: { draft, profiles },
  onClose,
}: {
  conversation: Conversation;
  summary: ConversationCustomer;
  onClose: () => void;
}) {
  const act = useLinking(conversation.id);
  const [taken, setTaken] = useState<readonly ContactId[]>([]);
  const begin = {
    ...emptyDraft,
    name: draft.name ?? '',
    firstName: draft.firstName ?? '',
    lastName: draft.lastName ?? '',
    emails: draft.emails.join('\n'),
    phones: draft.phones.join('\n'),
  };
  return (
    <CustomerDialog
      title="New customer"
      kind="person"
      begin={begin}
      submit="Create and link"
      save={act}
      onSave={(card) =>
        act.mutate(
          { act: 'create', card: { kind: 'person', ...card, profileIds: [...taken] } },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      {profiles.length > 0 && (
        <fieldset className={styles.same}>
          <legend className="medium">The same person?</legend>
          {profiles.map(({ contact, page }) => (
            <Checkbox
              key={contact.id}
              label={`${contact.name} on ${page.name}`}
              checked={taken.includes(contact.id)}
              onChange={(event) =>
                setTaken(
                  event.currentTarget.checked
                    ? [...taken, contact.id]
                    : taken.filter((id) => id !== contact.id),
                )
              }
            />
          ))}
        </fieldset>
      )}
    </CustomerDialog>
  );
}
