import type { PageState } from '../../../contract/pages.ts';
import type { ChipTone } from '../../ui/chip.tsx';

/** How a page's state looks: its word, its colour, and whether somebody must do something. */
export const pageStateWords: Record<PageState, { word: string; tone: ChipTone; advice: string | null }> = {
  connected: { word: 'Connected', tone: 'success', advice: null },
  expiring: { word: 'Expires soon', tone: 'warning', advice: 'Connect it again before its access key ends.' },
  expired: {
    word: 'Expired',
    tone: 'danger',
    advice: 'Its access key ended. Messages still arrive; replies cannot leave.',
  },
  'permission-missing': {
    word: 'Permission missing',
    tone: 'danger',
    advice: 'Sign in to Facebook again and leave every box ticked.',
  },
  'subscription-lost': {
    word: 'Not subscribed',
    tone: 'danger',
    advice: 'Facebook no longer tells us what customers write. Connect it again.',
  },
  'in-development': {
    word: 'In development',
    tone: 'info',
    advice: 'Its Meta app is not live: only people with a role in the app reach it.',
  },
  restricted: {
    word: 'Restricted',
    tone: 'danger',
    advice: 'Facebook has restricted the page. See its Page Quality.',
  },
  unsubscribed: { word: 'Unsubscribed', tone: 'plain', advice: null },
  silent: {
    word: 'Silent',
    tone: 'warning',
    advice: 'Nothing has come for longer than is usual for this page.',
  },
};
