import type { Graph, PageAccess } from '../../facebook/graph/client.ts';
import type { Secrets } from '../../kit/secrets.ts';
import type { FileStorage } from '../../store/file-storage.ts';
import type { Context } from '../context.ts';

/** What the verbs that speak with Facebook need besides the database. */
export interface SendContext extends Context {
  graph: Graph;
  secrets: Secrets;
  storage: FileStorage;
  /** The desk's own address, without a slash at the end. */
  publicUrl: string;
  /** A number from 0 up to 1, for the jitter of retries. */
  random: () => number;
}

/** Not done yet: to be taken up again at a time. */
export interface Again {
  runAt: Date;
  reason: string;
  /** False when nothing was tried, for example while the page is paused. */
  countsAsAttempt: boolean;
}

/** A page's key to the Graph API, as it lies in the database. */
export interface SealedAccess {
  pageId: string;
  pageFacebookId: string;
  tokenSealed: string;
  metaAppId: string;
  appSecretSealed: string;
}

/**
 * Opens a page's key for a call; what it answers is a secret and is kept nowhere.
 * @throws SecretUnreadable when `SECRET_KEY` is not the one that sealed it.
 */
export function openAccess(secrets: Secrets, sealed: SealedAccess): PageAccess {
  return {
    pageId: sealed.pageFacebookId,
    accessToken: secrets.open(sealed.tokenSealed, sealed.pageId),
    appSecret: secrets.open(sealed.appSecretSealed, sealed.metaAppId),
  };
}
