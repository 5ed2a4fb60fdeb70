import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationId, CustomerId } from '../../../../contract/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { customerConversationsQuery } from '../api/customers.ts';
import { Section } from '../components/section.tsx';
import { ConversationItem } from './conversation-item.tsx';
import { StoryDialog } from './story.tsx';
import styles from './customers.module.css';

const shownInPanel = 6;

type OtherConversationsProps = {
  customerId: CustomerId;
  /** Those that the panel shows already. */
  without: readonly ConversationId[];
};

/** What the customer wrote about on other pages or in public, and the way to all of it in one story. */
export function OtherConversations({ customerId, without }: OtherConversationsProps) {
  const list = useInfiniteQuery(customerConversationsQuery(customerId));
  const [isOpen, setIsOpen] = useState(false);
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const others = all.filter(({ id }) => !without.includes(id));
  return (
    <Section title="Elsewhere">
      {others.length > 0 && (
        <ul>
          {others.slice(0, shownInPanel).map((one) => (
            <ConversationItem key={one.id} conversation={one} />
          ))}
        </ul>
      )}
      {others.length === 0 && list.data && <p className="text-3">Nothing on other pages.</p>}
      <p className={styles.ways}>
        <Button size="small" onClick={() => setIsOpen(true)}>
          Whole story
        </Button>
      </p>
      {isOpen && <StoryDialog customerId={customerId} onClose={() => setIsOpen(false)} />}
    </Section>
  );
}
