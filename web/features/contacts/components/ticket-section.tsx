import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { statusAt, ticketStatus, type TicketStatus } from '../../../../contract/tickets.ts';
import { useMinute } from '../../../lib/clock.ts';
import { useMe } from '../../../lib/desk-queries.ts';
import { fullTime } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Link } from '../../../ui/link.tsx';
import { TicketChip, ticketWords } from '../../../ui/ticket-chip.tsx';
import { useChangeTicket } from '../api/change-ticket.ts';
import { Section } from './section.tsx';
import styles from './ticket-section.module.css';

type TicketSectionProps = {
  conversation: Pick<
    ConversationDetails,
    'id' | 'ticket' | 'previous' | 'next' | 'may' | 'ban' | 'department'
  >;
};

/** The card of the conversation: how far it has come, what it is about, and those before and behind it. */
export function TicketSection({ conversation }: TicketSectionProps) {
  const { id, ticket, previous, next, may, ban } = conversation;
  const change = useChangeTicket(id);
  // Who only takes part in it, or only reads it now, leaves its card to its department.
  const isOurs = useMe().departments.some((one) => one.id === conversation.department.id);
  const status = statusAt(ticket, useMinute());
  return (
    <Section title="Ticket" aside={!may.setStatus && <TicketChip ticket={ticket} />}>
      <div className={styles.fields}>
        {may.setStatus && (
          <Select
            label="Status"
            data={ticketStatus.options.map((value) => ({ value, label: ticketWords[value] }))}
            value={status}
            allowDeselect={false}
            disabled={change.isPending}
            onChange={(value) => {
              if (value !== null && value !== status) change.mutate({ status: value as TicketStatus });
            }}
          />
        )}
        <Subject
          key={`${id} ${ticket.subject ?? ''}`}
          subject={ticket.subject ?? ''}
          isFixed={!isOurs}
          onWrite={(subject) => change.mutate({ subject })}
        />
      </div>
      {ticket.closesAt !== null && status === 'solved' && ban === null && (
        <p className={`${styles.aside} small text-3`}>
          The customer’s next word reopens it until {fullTime(ticket.closesAt)}; then it begins a new one.
        </p>
      )}
      {previous && <Other words="Follows" other={previous} />}
      {next && <Other words="Followed by" other={next} />}
    </Section>
  );
}

function Other({ words, other }: { words: string; other: NonNullable<ConversationDetails['next']> }) {
  return (
    <p className={`${styles.aside} small`}>
      {words}{' '}
      <Link className="link" href={screenPaths.conversation(other.id)}>
        No. {other.number}
      </Link>
    </p>
  );
}

/** Written when one leaves the field or presses Enter; Escape takes it back. */
function Subject({
  subject,
  isFixed,
  onWrite,
}: {
  subject: string;
  isFixed: boolean;
  onWrite: (subject: string) => void;
}) {
  const [words, setWords] = useState(subject);
  const write = () => {
    if (words.trim() !== subject) onWrite(words.trim());
  };
  return (
    <TextInput
      readOnly={isFixed}
      label="Subject"
      placeholder="No words yet"
      maxLength={200}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
      onBlur={write}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape' || words === subject) return;
        event.preventDefault();
        setWords(subject);
      }}
    />
  );
}
