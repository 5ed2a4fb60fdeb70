import {
  IconCheck,
  IconFileText,
  IconGavel,
  IconGitMerge,
  IconId,
  IconLink,
  IconLinkOff,
  IconMessageCircle,
  IconShieldCheck,
  IconShieldQuestion,
  IconStar,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import type { StoryEvent } from '../../../../contract/customers.ts';
import { activityWords, plain, strong, type WordPiece } from '../../../ui/activity/activity-words.ts';

/** The sign before an entry of what happened beside a conversation's own lines. */
export const storySigns: Record<Exclude<StoryEvent['type'], 'activity'>, Icon> = {
  begun: IconMessageCircle,
  'survey-asked': IconStar,
  'survey-answered': IconCheck,
  transcript: IconFileText,
  'card-made': IconId,
  linked: IconLink,
  unlinked: IconLinkOff,
  'conversation-linked': IconLink,
  merged: IconGitMerge,
  unmerged: IconGitMerge,
  'consent-asked': IconShieldQuestion,
  'consent-answered': IconShieldCheck,
  held: IconGavel,
  'erasure-asked': IconTrash,
};

/** What an entry of what happened says. @param page  where it happened to a profile. @param myName  who reads is spoken to as you. */
export function eventWords(event: StoryEvent, page: string | null, myName: string): WordPiece[] {
  const who = (name: string | null) => strong(name === null ? 'Somebody' : name === myName ? 'You' : name);
  const on = page === null ? '' : ` on ${page}`;
  switch (event.type) {
    case 'activity':
      return activityWords(event.activity, myName);
    case 'begun':
      return [plain('The conversation began')];
    case 'survey-asked':
      return [plain('Asked by the survey '), strong(surveyName(event.survey))];
    case 'survey-answered':
      return [
        plain('Answered the survey '),
        strong(surveyName(event.survey)),
        ...(event.score === null ? [] : [plain(`: ${event.score.value} of ${event.score.outOf}`)]),
      ];
    case 'transcript':
      return [plain(transcriptWords[event.state]), strong(event.address)];
    case 'card-made':
      return event.by === null ? [plain('The card was made')] : [who(event.by), plain(' made the card')];
    case 'linked':
      return event.how === 'auto'
        ? [strong(event.name), plain(`${on} was found to be this customer`)]
        : [who(event.by), plain(' linked '), strong(event.name), plain(on)];
    case 'unlinked':
      return [who(event.by), plain(' said that '), strong(event.name), plain(`${on} is somebody else`)];
    case 'conversation-linked':
      return [who(event.by), plain(' linked this conversation alone')];
    case 'merged':
      return [who(event.by), plain(' merged '), strong(event.name), plain(' into this card')];
    case 'unmerged':
      return [who(event.by), plain(' took '), strong(event.name), plain(' out of this card again')];
    case 'consent-asked':
      return [plain(`Was asked to agree to the notice${on}, version ${event.version}`)];
    case 'consent-answered':
      return [
        plain(
          `${event.answer === 'agreed' ? 'Agreed to' : 'Declined'} the notice${on}, version ${event.version}`,
        ),
      ];
    case 'held':
      return [who(event.by), plain(` put the profile${on} under legal hold`)];
    case 'erasure-asked':
      return [who(event.by), plain(' asked to have the customer erased')];
  }
}

const surveyName = (name: string | null) => name ?? 'of another provider';

const transcriptWords = {
  waiting: 'A transcript is on its way to ',
  sending: 'A transcript is on its way to ',
  sent: 'A transcript was sent to ',
  kept: 'A transcript was not sent, as no mail server is set up: ',
  failed: 'A transcript could not be sent to ',
  unknown: 'A transcript may have arrived at ',
} as const satisfies Record<Extract<StoryEvent, { type: 'transcript' }>['state'], string>;
