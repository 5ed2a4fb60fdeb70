import { useEffect } from 'react';
import { fillOfferText } from '../../../contract/offer-templates.ts';
import type { Offer } from '../../../contract/offers.ts';

/**
 * Tells of a new request outside of the tab while it is not looked at, where the browser was allowed to. A click on it
 * brings the desk to the front and answers nothing.
 */
export function useDesktopNotice(offer: Offer | undefined): void {
  const id = offer?.id;
  const title = offer && titleOf(offer);
  const body = offer?.conversation.lastMessage?.text ?? '';
  useEffect(() => {
    if (id === undefined || title === undefined || document.hasFocus()) return;
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    const notice = new Notification(title, { body, tag: id });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
    });
    return () => notice.close();
  }, [id, title, body]);
}

function titleOf({ look, facts, isGiven, conversation }: Offer): string {
  const words = look ? fillOfferText(look.title, facts) : '';
  if (words !== '' && !look?.title.includes('{WaitingSince}')) return words;
  const { name } = conversation.contact;
  return isGiven ? `${name} is with you now` : `New request from ${name}`;
}

/** Asks once whether the desk may tell of requests while it is not looked at; at the first request, not before. */
export function useAskForNotices(hasOffers: boolean): void {
  useEffect(() => {
    if (!hasOffers || !('Notification' in window) || Notification.permission !== 'default') return;
    void Notification.requestPermission().catch(() => {});
  }, [hasOffers]);
}
