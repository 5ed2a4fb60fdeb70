import type { Db } from './db.ts';

/** What the webhook door must know of a Meta app. */
export interface WebhookApp {
  id: string;
  name: string;
  /** Part of the callback address. */
  appKey: string;
  /** Sealed with `id` as associated data. */
  appSecretSealed: string;
  verifyToken: string;
  allowSha1: boolean;
}

/** Every Meta app on the desk; there are few. */
export function listWebhookApps(db: Db): Promise<WebhookApp[]> {
  return db
    .selectFrom('metaApp')
    .select(['id', 'name', 'appKey', 'appSecretSealed', 'verifyToken', 'allowSha1'])
    .where('removedAt', 'is', null)
    .execute();
}
