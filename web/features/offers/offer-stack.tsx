import { useEffect } from 'react';
import { useGo } from '../../ui/link.tsx';
import { screenPaths } from '../../lib/screen-paths.ts';
import { useAnswerOffer, useOffers } from './api/offers.ts';
import { OfferCard } from './components/offer-card.tsx';
import styles from './offer-stack.module.css';
import { useAskForNotices, useDesktopNotice } from './use-desktop-notice.ts';

/** Requests that wait for my answer: the first one whole, with Alt A and Alt R, the next ones by name behind it. */
export function OfferStack() {
  const offers = useOffers();
  const [first, ...others] = offers;
  const go = useGo();
  const answer = useAnswerOffer((offer) => go(screenPaths.conversation(offer.conversation.id, 'mine')));
  useDesktopNotice(first);
  useAskForNotices(offers.length > 0);
  const say = (what: 'accept' | 'reject') => {
    if (first && !answer.isPending) answer.mutate({ offer: first, answer: what });
  };
  useAnswerKeys(first !== undefined, (what) => {
    if (what === 'accept' || first?.canReject || first?.from) say(what);
  });
  return (
    <div className={styles.region} role="region" aria-live="assertive" aria-label="Requests">
      {first && (
        <OfferCard
          key={first.id}
          offer={first}
          isBusy={answer.isPending}
          onAccept={() => say('accept')}
          onReject={() => say('reject')}
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
