import type { OfferedPage } from '../../../contract/facebook-logins.ts';
import { permissionOf } from '../../../contract/permissions.ts';

/** A page as a login found it, without its token. */
export interface FoundPage {
  facebookId: string;
  name: string | null;
  category: string | null;
  tasks: string[];
  isPublished: boolean | null;
  leftOutOf: string[];
  hasToken: boolean;
  /** Why it could not even be read. */
  unreadable: string | null;
}

/** A page as it is on the desk. */
export interface KnownPage {
  id: string;
  facebookId: string;
  name: string;
  metaAppId: string;
  metaAppName: string;
  facebookUserId: string | null;
  isRemoved: boolean;
}

/** What a person must be able to do on a page to connect it, in words. */
const neededTasks: ReadonlyMap<string, string> = new Map([
  ['MANAGE', 'manage the page'],
  ['MESSAGING', 'answer its messages'],
]);

/** Without these a page cannot be served. */
const neededScopes = ['pages_messaging', 'pages_manage_metadata'];

/**
 * Says of each page whether it can be connected, and if not, why, so that none is just missing: those that can be
 * chosen first, then by name. Pages of the desk that this person had connected and has now left out stand at the end.
 */
export function judgePages(
  login: { metaAppId: string; facebookUserId: string | null; found: readonly FoundPage[] },
  known: readonly KnownPage[],
): OfferedPage[] {
  const onDesk = new Map(known.map((page) => [page.facebookId, page]));
  const offered = login.found.map((page) => judge(page, onDesk.get(page.facebookId), login.metaAppId));
  const foundIds = new Set(login.found.map(({ facebookId }) => facebookId));
  const leftOut = known.filter(
    (page) =>
      !page.isRemoved &&
      page.metaAppId === login.metaAppId &&
      page.facebookUserId !== null &&
      page.facebookUserId === login.facebookUserId &&
      !foundIds.has(page.facebookId),
  );
  return [...offered, ...leftOut.map(sayLeftOut)].toSorted(
    (a, b) => Number(a.choice === 'none') - Number(b.choice === 'none') || a.name.localeCompare(b.name),
  );
}

function judge(found: FoundPage, known: KnownPage | undefined, metaAppId: string): OfferedPage {
  const { facebookId, category } = found;
  const name = found.name ?? known?.name ?? `Page ${facebookId}`;
  const pageId = (known?.id ?? null) as OfferedPage['pageId'];
  const say = (choice: OfferedPage['choice'], reason: string | null): OfferedPage => ({
    facebookId,
    name,
    category,
    choice,
    reason,
    pageId,
  });
  if (known && !known.isRemoved && known.metaAppId === metaAppId) return say('none', 'Connected already.');
  const obstacle = findObstacle(found);
  if (obstacle !== null) return say('none', obstacle);
  if (!known) return say('free', null);
  if (known.isRemoved) return say('returning', 'It was here before; its history goes on.');
  return say('move', `Connected through the app ${known.metaAppName}. Ticking it moves it here.`);
}

/** Why the page cannot be connected, whoever has it; null when nothing stands in the way. */
export function findObstacle(found: FoundPage): string | null {
  if (found.unreadable !== null) return found.unreadable;
  if (found.isPublished === false) return 'It is not published. Publish it on Facebook, then log in again.';
  const lacking = [...neededTasks].filter(([task]) => found.tasks.length > 0 && !found.tasks.includes(task));
  if (lacking.length > 0) {
    const words = lacking.map(([task, said]) => `${said} (${task})`).join(' and ');
    return `Your Facebook account may not ${words}. Ask somebody with full control of the page.`;
  }
  const leftOut = neededScopes.filter((scope) => found.leftOutOf.includes(scope));
  if (leftOut.length > 0) {
    const words = leftOut.map((scope) => `“${permissionOf(scope).words}”`).join(' and ');
    return `It was left out of ${words} in Facebook’s dialog. Choose again and tick it everywhere.`;
  }
  if (!found.hasToken)
    return 'Facebook gave no access key for it: your account has no role that allows this.';
  return null;
}

function sayLeftOut({ facebookId, name, id }: KnownPage): OfferedPage {
  return {
    facebookId,
    name,
    category: null,
    choice: 'none',
    reason:
      'It is connected here, and you left it out in Facebook’s dialog just now: Facebook ends its access key with that. Choose again and tick it as well.',
    pageId: id as OfferedPage['pageId'],
  };
}
