import type { Notice } from '../../../contract/notices.ts';
import { screenPaths } from '../../lib/screen-paths.ts';

/** What a notice says, in two lines. */
export function noticeWords({ about }: Notice): { title: string; text: string } {
  switch (about.kind) {
    case 'nobody-there':
      return {
        title: `Nobody is there for ${about.department.name}`,
        text: 'The last one has gone, within its hours.',
      };
    case 'customers-wait': {
      const { waiting, department } = about;
      return {
        title: `${waiting === 1 ? '1 customer waits' : `${waiting} customers wait`} in ${department.name}`,
        text: 'Within its hours, and nobody is there.',
      };
    }
    case 'page-silent': {
      const { page, hours } = about;
      return {
        title: `${page} has gone silent`,
        text: `Nothing came from Facebook for more than ${hours === 1 ? 'an hour' : `${hours} hours`}.`,
      };
    }
    case 'promise-broken':
      return {
        title: about.promise === 'respond' ? 'No first answer in time' : 'Not resolved in time',
        text: nameOf(about.conversation),
      };
    case 'declined':
      return {
        title: `Nobody took ${about.conversation.name}`,
        text: `No. ${about.conversation.number}, offered ${about.times} times within 10 minutes.`,
      };
    case 'low-score':
      return {
        title: `${about.conversation.name} was not happy: ${about.score.value} of ${about.score.outOf}`,
        text: `The survey about No. ${about.conversation.number}.`,
      };
    case 'trigger':
      return { title: about.text, text: `${nameOf(about.conversation)} · trigger “${about.trigger}”` };
  }
}

const nameOf = ({ number, name }: { number: number; name: string }) => `No. ${number}, ${name}`;

/** Where one looks at it. */
export function noticePath({ about }: Notice): string {
  return 'conversation' in about ? screenPaths.conversation(about.conversation.id) : screenPaths.floor;
}

/** What is told over the screen when it comes; of the others those who lead hear by an event of its own. */
export function isToasted({ about: { kind } }: Notice): boolean {
  return kind === 'customers-wait' || kind === 'page-silent' || kind === 'declined' || kind === 'trigger';
}
