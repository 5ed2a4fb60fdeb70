import { Select } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomerDetails, StoryShown } from '../../../../contract/customers.ts';
import type { ContactId, CustomerId } from '../../../../contract/ids.ts';
import { isProblem } from '../../../lib/api.ts';
import { useMinute } from '../../../lib/clock.ts';
import { agoWords, dayOf, fullTime, monthOf, shortTime } from '../../../lib/dates.ts';
import { useRight } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { ForbiddenState } from '../../../ui/states.tsx';
import {
  customerConversationsQuery,
  customerQuery,
  useDeleteCustomer,
  useMerging,
  useSaveCustomer,
} from '../api/customers.ts';
import { usePrivacyOf } from '../api/contact-privacy.ts';
import { Section } from '../components/section.tsx';
import { draftOf } from './card-draft.ts';
import { CardFacts, hasFacts } from './card-facts.tsx';
import { ChooseCustomer, kindWords } from './choose-customer.tsx';
import { ConversationItem } from './conversation-item.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { EraseCustomer } from './erase-customer.tsx';
import { NotesBlock } from './notes-block.tsx';
import { Story, StoryChoice } from './story.tsx';
import styles from './customers.module.css';

type CustomerCardProps = { id: CustomerId; backTo: string; onGone: () => void };

/** A customer's whole card: who, how to reach them, as whom Facebook knows them, and all that was said and noted. */
export function CustomerCard({ id, backTo, onGone }: CustomerCardProps) {
  const card = useQuery(customerQuery(id));
  if (isProblem(card.error, 'not-found')) {
    return (
      <ForbiddenState>
        The link is wrong, the card was deleted, or its conversations belong to departments you are not in.
      </ForbiddenState>
    );
  }
  return (
    <section className={styles.card} aria-label={card.data?.name ?? 'Customer'}>
      {card.data ? (
        <Card card={card.data} backTo={backTo} onGone={onGone} />
      ) : (
        <div className={styles.loading}>{sectionState(card, 'The card')}</div>
      )}
    </section>
  );
}

type Doing = 'edit' | 'merge' | 'delete' | 'erase' | null;

function Card({ card, backTo, onGone }: { card: CustomerDetails; backTo: string; onGone: () => void }) {
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const isAdministrator = useRight('manage-privacy');
  const privacy = usePrivacyOf(
    card.profiles.map(({ contact }) => contact.id),
    isAdministrator,
  );
  const erasedSince = privacy.find(({ erasure }) => erasure?.doneAt === null)?.erasure?.requestedAt;
  const mayErase =
    isAdministrator && card.kind === 'person' && card.profiles.length > 0 && erasedSince === undefined;
  return (
    <>
      <header className={`bar ${styles.cardBar}`}>
        <Link className={styles.back} href={backTo} aria-label="Back to the list">
          <IconArrowLeft size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
        </Link>
        <Avatar name={card.name} pictureUrl={card.pictureUrl} size={36} square={card.kind === 'company'} />
        <div className="grow">
          <h2 className="heading clip">{card.name}</h2>
          <p className="small text-3 clip" title={fullTime(card.createdAt)}>
            {kindWords[card.kind]} · known since {monthOf(card.createdAt)}
          </p>
        </div>
        <Button size="small" onClick={() => setDoing('edit')}>
          Edit
        </Button>
        <Button size="small" onClick={() => setDoing('merge')}>
          Merge…
        </Button>
        {card.may.delete && (
          <Button size="small" kind="danger" onClick={() => setDoing('delete')}>
            Delete…
          </Button>
        )}
        {mayErase && (
          <Button size="small" kind="danger" onClick={() => setDoing('erase')}>
            Erase…
          </Button>
        )}
      </header>
      <div className={`${styles.cardBody} scroll`}>
        {erasedSince && (
          <div className={styles.merge}>
            <Notice tone="warning" title="This customer is being erased">
              Asked for {fullTime(erasedSince)}. The card goes when all of it is done.
            </Notice>
          </div>
        )}
        <Merges card={card} />
        <Section title="About">
          {hasFacts(card) ? (
            <CardFacts card={card} />
          ) : (
            <p className="text-3">Nothing is written here yet.</p>
          )}
        </Section>
        {card.kind === 'company' && card.people.length > 0 && (
          <Section title="People" aside={card.people.length}>
            <ul className={styles.people}>
              {card.people.map((one) => (
                <li key={one.id}>
                  <Link className="link" href={screenPaths.customer(one.id)}>
                    {one.name}
                  </Link>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Profiles card={card} />
        <Section title="Notes" aside={card.notes.length > 0 ? card.notes.length : undefined}>
          <NotesBlock notes={card.notes} place={{ customerId: card.id }} />
        </Section>
        <Said card={card} />
      </div>
      {doing === 'edit' && <EditCard card={card} onClose={close} />}
      {doing === 'merge' && <MergeCard card={card} onClose={close} />}
      {doing === 'delete' && <DeleteCard card={card} onClose={close} onGone={onGone} />}
      {doing === 'erase' && (
        <EraseCustomer card={card} isHeld={privacy.some(({ heldAt }) => heldAt !== null)} onClose={close} />
      )}
    </>
  );
}

function Profiles({ card }: { card: CustomerDetails }) {
  const nowMs = useMinute();
  if (card.profiles.length === 0) {
    return (
      <Section title="Profiles">
        <p className="text-3">Nobody on Facebook is linked to this card yet.</p>
      </Section>
    );
  }
  return (
    <Section title="Profiles" aside={card.profiles.length}>
      <ul className={styles.profiles}>
        {card.profiles.map(({ contact, page, identity, lastSeenAt, how, linkedBy, linkedAt }) => (
          <li key={contact.id}>
            <Avatar name={contact.name} pictureUrl={contact.pictureUrl} size={36} />
            <span className={styles.lineText}>
              <span className="clip">
                <span className="medium">{contact.name}</span> on {page.name}
              </span>
              <span className="small text-3 clip" title={fullTime(lastSeenAt)}>
                {identity === 'commenter' ? 'Comments' : 'Messenger'} · last seen{' '}
                {agoWords(lastSeenAt, nowMs)}
              </span>
            </span>
            <span className="grow" />
            <span
              title={`${linkedBy ? `Linked by ${linkedBy.name}` : 'Linked by itself'}, ${fullTime(linkedAt)}`}
            >
              <Chip tone={how === 'auto' ? 'info' : 'plain'}>{how === 'auto' ? 'auto' : 'by hand'}</Chip>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Said({ card }: { card: CustomerDetails }) {
  const [view, setView] = useState<'conversations' | 'story'>('conversations');
  const [profile, setProfile] = useState<ContactId | null>(null);
  const [show, setShow] = useState<StoryShown>('everything');
  return (
    <Section>
      <div className={styles.saidHead}>
        <Segments
          label="What was said"
          value={view}
          choices={[
            { value: 'conversations', name: 'Conversations' },
            { value: 'story', name: 'Story' },
          ]}
          onChange={setView}
        />
        {view === 'story' && <StoryChoice show={show} onChange={setShow} />}
        {view === 'story' && card.profiles.length > 1 && (
          <Select
            aria-label="As whom"
            placeholder="On all pages"
            clearable
            data={card.profiles.map(({ contact, page }) => ({
              value: contact.id,
              label: `${contact.name} on ${page.name}`,
            }))}
            value={profile}
            onChange={(value) => setProfile(value as ContactId | null)}
          />
        )}
      </div>
      {view === 'story' ? (
        <Story customerId={card.id} profile={profile} show={show} />
      ) : (
        <Conversations card={card} />
      )}
    </Section>
  );
}

function Conversations({ card }: { card: CustomerDetails }) {
  const list = useInfiniteQuery(customerConversationsQuery(card.id));
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    sectionState(list, 'The conversations') ??
    (all.length === 0 ? (
      <p className="text-3">No conversation that you may see.</p>
    ) : (
      <>
        <ul>
          {all.map((one) => (
            <ConversationItem key={one.id} conversation={one} />
          ))}
        </ul>
        {list.hasNextPage && (
          <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        )}
      </>
    ))
  );
}

function Merges({ card }: { card: CustomerDetails }) {
  const nowMs = useMinute();
  const act = useMerging(card.id);
  return card.merges.map((merge) => (
    <div key={merge.id} className={styles.merge}>
      <Notice
        tone="info"
        title={`${merge.name} was merged into this card`}
        action={
          <Button size="small" busy={act.isPending} onClick={() => act.mutate({ undo: merge.id })}>
            Undo
          </Button>
        }
      >
        {merge.mergedBy ? `By ${merge.mergedBy.name}, ` : ''}
        <time dateTime={merge.mergedAt}>{shortTime(merge.mergedAt, nowMs)}</time>. It can be undone until{' '}
        <time dateTime={merge.undoUntil}>{dayOf(merge.undoUntil)}</time>.
      </Notice>
    </div>
  ));
}

function EditCard({ card, onClose }: { card: CustomerDetails; onClose: () => void }) {
  const save = useSaveCustomer(onClose);
  return (
    <CustomerDialog
      title={card.name}
      kind={card.kind}
      begin={draftOf(card)}
      submit="Save"
      save={save}
      onSave={(written) => save.mutate({ id: card.id, card: written })}
      onClose={onClose}
    />
  );
}

function MergeCard({ card, onClose }: { card: CustomerDetails; onClose: () => void }) {
  const act = useMerging(card.id, onClose);
  return (
    <ChooseCustomer
      title={`Merge into ${card.name}`}
      lead="Profiles, conversations and notes of the other card come here, and its addresses are added. What stands on this card stays. It can be undone for 30 days."
      kind={card.kind}
      words={card.name}
      without={card.id}
      choose="Merge"
      act={act}
      onChoose={({ id }) => act.mutate({ merge: id })}
      onClose={onClose}
    />
  );
}

function DeleteCard({
  card,
  onClose,
  onGone,
}: {
  card: CustomerDetails;
  onClose: () => void;
  onGone: () => void;
}) {
  const remove = useDeleteCustomer(onGone);
  return (
    <Dialog
      title={`Delete the card of ${card.name}?`}
      onClose={onClose}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            Keep
          </Button>
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate(card.id)}>
            Delete the card
          </Button>
        </>
      }
    >
      <p>
        The card goes with its notes and with what was merged into it. Conversations stay, linked to nobody.
        It cannot be undone.
      </p>
      {remove.error && (
        <Notice tone="danger" role="alert" title="It was not deleted">
          {remove.error.message}
        </Notice>
      )}
    </Dialog>
  );
}
