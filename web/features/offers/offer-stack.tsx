import { useEffect, useState } from 'react';
import { useTimeUntil } from '../../lib/clock.ts';
import { useGo } from '../../ui/link.tsx';
import { screenPaths } from '../../lib/screen-paths.ts';
import { useAnswerOffer, useOffers } from './api/offers.ts';
import { OfferCard } from './components/offer-card.tsx';
import styles from './offer-stack.module.css';
import { useAskForNotices, useDesktopNotice } from './use-desktop-notice.ts';

/** Requests that wait for my answer: the first one whole, with Alt A and Alt R, the next ones by name behind it. */
export function OfferStack() {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const all = useOffers();
  const given = all.find(({ isGiven }) => isGiven);
  // No event says that the time of a notice is over.
  const nowMs = useTimeUntil(given?.expiresAt ?? null);
  const offers = all.filter(
    ({ id, isGiven, expiresAt }) => !dismissed.has(id) && (!isGiven || nowMs < Date.parse(expiresAt)),
  );
  // What asks for an answer comes before what only tells.
  const [first, ...others] = offers.toSorted((a, b) => Number(a.isGiven) - Number(b.isGiven));
  const go = useGo();
  const answer = useAnswerOffer((offer) => go(screenPaths.conversation(offer.conversation.id, 'mine')));
  useDesktopNotice(first);
  useAskForNotices(offers.length > 0);
  const dismiss = () => {
    if (first) setDismissed(new Set([...dismissed, first.id]));
  };
  const say = (what: 'accept' | 'reject') => {
    if (!first || answer.isPending) return;
    if (!first.isGiven) return answer.mutate({ offer: first, answer: what });
    if (what === 'accept') go(screenPaths.conversation(first.conversation.id, 'mine'));
    dismiss();
  };
  useAnswerKeys(first !== undefined, (what) => {
    if (what === 'accept' || first?.canReject || first?.from || first?.isGiven) say(what);
  });
  return (
    <div className={styles.region} role="region" aria-live="assertive" aria-label="Requests for you">
      {first && (
        <OfferCard
          key={first.id}
          offer={first}
          isBusy={answer.isPending}
          onAccept={() => say('accept')}
          onReject={() => say('reject')}
          onDismiss={dismiss}
          others={others}
        />
      )}
    </div>
  );
}

/** Alt A and Alt R, wherever one is and whatever one types. */
function useAnswerKeys(isAsked: boolean, say: (what: 'accept' | 'reject') => void): void {
  useEffect(() => {
    if (!isAsked) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
      const what = { KeyA: 'accept', KeyR: 'reject' }[event.code] as 'accept' | 'reject' | undefined;
      if (!what) return;
      event.preventDefault();
      say(what);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}
