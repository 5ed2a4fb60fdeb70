import type { FloorNeed } from '../../../contract/floor.ts';
import { agoWords, spanWords } from '../../lib/dates.ts';

/** What needs somebody who leads, in two lines. */
export function needWords(need: FloorNeed, nowMs: number): { title: string; text: string } {
  switch (need.kind) {
    case 'window-closing':
      return {
        title: `${need.conversation.name}, ${spanWords(Date.parse(need.until) - nowMs)} left`,
        text: `${need.department.name} · asked ${agoWords(need.waitingSince, nowMs)}`,
      };
    case 'promise-broken':
      return {
        title: `${need.conversation.name}, ${spanWords(nowMs - Date.parse(need.dueAt))} over`,
        text: `${need.department.name} · ${need.promise === 'respond' ? 'no first answer yet' : 'not resolved in time'}`,
      };
    case 'nobody-there':
      return {
        title: `Nobody is there for ${need.department.name}`,
        text:
          need.waiting === 0
            ? 'Nobody waits so far'
            : `${need.waiting === 1 ? '1 waits' : `${need.waiting} wait`}, the longest for ${spanWords(nowMs - Date.parse(need.since))}`,
      };
    case 'declined':
      return {
        title: `Nobody took ${need.conversation.name}`,
        text: `${need.department.name} · offered ${need.times} times within 10 minutes`,
      };
    case 'inactive':
      return {
        title: `${need.user.name} let a request go by`,
        text: `Inactive, ${agoWords(need.since, nowMs)}`,
      };
    case 'failed-replies':
      return {
        title: need.count === 1 ? 'A reply did not go out' : `${need.count} replies did not go out`,
        text: `To ${need.conversation.name}, within the last hour`,
      };
    case 'page-down':
      return {
        title: `Nothing can be sent on ${need.page.name}`,
        text: `It stopped ${agoWords(need.since, nowMs)}`,
      };
  }
}
