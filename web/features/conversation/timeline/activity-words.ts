import type { Activity } from '../../../../contract/messages.ts';

import { automationWords } from './automation-words.ts';

/** A sentence in pieces: names stand out, the rest is quiet. */
export type WordPiece = { text: string; strong: boolean };

const plain = (text: string): WordPiece => ({ text, strong: false });
const strong = (text: string): WordPiece => ({ text, strong: true });

/** What a system line says. `myName` is the reader's own name, who is spoken to as you. */
export function activityWords(activity: Activity, myName: string): WordPiece[] {
  const who = (name: string) => strong(name === myName ? 'You' : name);
  const whom = (name: string) => strong(name === myName ? 'you' : name);
  switch (activity.type) {
    case 'opened':
      return [plain('The conversation began')];
    case 'taken':
      return [who(activity.by), plain(' took the conversation')];
    case 'assigned':
      return activity.by === activity.to
        ? [who(activity.by), plain(' took the conversation')]
        : [who(activity.by), plain(' assigned it to '), whom(activity.to)];
    case 'released':
      return [who(activity.by), plain(' gave it back to the department')];
    case 'ended':
      return [who(activity.by), plain(' ended the conversation')];
    case 'reopened':
      return activity.by === null
        ? [plain('Reopened by a new message')]
        : [who(activity.by), plain(' reopened the conversation')];
    case 'text-not-sent':
      return [plain('Not sent, since 24 hours are over: '), strong(automationWords(activity.text))];
    case 'referral':
      return referralWords(activity);
    case 'unknown':
      return [plain('Facebook told something that Pagedesk has no word for: '), strong(activity.kind)];
  }
}

function referralWords(activity: Extract<Activity, { type: 'referral' }>): WordPiece[] {
  if (activity.adTitle !== null) return [plain('Came from the ad '), strong(activity.adTitle)];
  const from = activity.source === 'ADS' ? 'Came from an ad' : 'Came through a link';
  return activity.ref === null ? [plain(from)] : [plain(`${from}, ref `), strong(activity.ref)];
}
