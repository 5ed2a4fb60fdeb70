import { IconX } from '@tabler/icons-react';
import type { ConversationDetails } from '../../../contract/conversations.ts';
import { isProblem } from '../../lib/api.ts';
import { useConversation, useRight } from '../../lib/desk-queries.ts';
import type { ContextPanelProps } from '../../lib/pane-props.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { Skeleton, useSkeletons } from '../../ui/skeleton.tsx';
import { FailedState } from '../../ui/states.tsx';
import { useThread } from './api/read-thread.ts';
import { BanPart } from './components/ban-part.tsx';
import { CustomerSection } from './components/customer-section.tsx';
import { DataSection } from './components/data-section.tsx';
import { EarlierSection } from './components/earlier-section.tsx';
import { LikenessSection } from './components/likeness-section.tsx';
import { OriginSection } from './components/origin-section.tsx';
import { PageSection } from './components/page-section.tsx';
import { TagsSection } from './components/tags-section.tsx';
import { TicketSection } from './components/ticket-section.tsx';
import { PostSection } from './components/post-section.tsx';
import { VariablesSection } from './components/variables-section.tsx';
import { WhySection } from './components/why-section.tsx';
import { HelpersSection } from './components/helpers-section.tsx';
import { LinkedSection } from './customers/linked-section.tsx';
import styles from './context-panel.module.css';

/** What there is to know about the customer and this conversation. A section with nothing to say is not shown. */
export function ContextPanel({ conversationId, onClose }: ContextPanelProps) {
  const conversation = useConversation(conversationId);
  const showSkeleton = useSkeletons(conversation.isPending);
  const { error } = conversation;
  const isGone = isProblem(error, 'not-found') || isProblem(error, 'forbidden');
  const data = isGone ? undefined : conversation.data;
  return (
    <section className={styles.panel} aria-label="Details">
      <header className="bar">
        <h2 className={styles.title}>Details</h2>
        {data && <span className="small text-3 num">No. {data.number}</span>}
        <span className="grow" />
        {onClose && (
          <IconButton
            size="small"
            label="Close the details"
            icon={<IconX size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
            onClick={onClose}
          />
        )}
      </header>
      {data && !showSkeleton ? (
        <Sections conversation={data} />
      ) : error && !isGone ? (
        <FailedState
          title="The details could not be loaded"
          error={error}
          retrying={conversation.isFetching}
          onRetry={() => void conversation.refetch()}
        />
      ) : (
        showSkeleton && <PanelSkeleton />
      )}
    </section>
  );
}

function Sections({ conversation }: { conversation: ConversationDetails }) {
  const isAdministrator = useRight('manage-privacy');
  const mayWork = useRight('work-on-conversations');
  const thread = useThread(conversation).data;
  const isPublic = conversation.kind === 'comment';
  return (
    <div className={`${styles.sections} scroll`}>
      {isPublic && thread && <PostSection post={thread.post} previous={thread.previous} />}
      <CustomerSection contact={conversation.contact}>
        <BanPart conversation={conversation} />
      </CustomerSection>
      <HelpersSection conversation={conversation} />
      {mayWork && <LinkedSection conversation={conversation} />}
      {mayWork && thread && <LikenessSection conversation={conversation} likenesses={thread.likenesses} />}
      <VariablesSection variables={conversation.variables} />
      {mayWork && <WhySection conversation={conversation} />}
      <OriginSection referrals={conversation.referrals} />
      <TicketSection conversation={conversation} />
      {mayWork && <TagsSection conversation={conversation} />}
      <PageSection page={conversation.page} />
      <EarlierSection earlier={conversation.earlier} />
      {isAdministrator && (
        <DataSection contactId={conversation.contact.id} name={conversation.contact.name} />
      )}
    </div>
  );
}

function PanelSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading the details">
      <div className="row">
        <Skeleton shape="circle" width="48px" height="48px" />
        <span className={styles.skeletonLines}>
          <Skeleton width="132px" height="11px" />
          <Skeleton width="164px" />
          <Skeleton width="120px" />
        </span>
      </div>
      {[64, 88, 52].map((width) => (
        <span key={width} className={styles.skeletonLines}>
          <Skeleton width={`${width}px`} height="10px" />
          <Skeleton width="92%" />
          <Skeleton width="74%" />
        </span>
      ))}
    </div>
  );
}
