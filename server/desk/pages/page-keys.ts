import type { MetaApp } from '../../facebook/oauth/tokens.ts';
import { SecretUnreadable, type Secrets } from '../../kit/secrets.ts';
import type { ConnectionRow } from '../../store/page-connections.ts';

type Sealed = Pick<ConnectionRow, 'id' | 'tokenSealed' | 'metaAppId' | 'appId' | 'appSecretSealed'>;

/**
 * The keys of a page, opened for a call; each null where it is gone, or was sealed by a key that is lost. What
 * answers here is a secret and is kept nowhere.
 */
export function openKeys(secrets: Secrets, row: Sealed): { app: MetaApp | null; pageToken: string | null } {
  const appSecret = tryOpen(secrets, row.appSecretSealed, row.metaAppId);
  return {
    app: appSecret === null ? null : { appId: row.appId, appSecret },
    pageToken: row.tokenSealed === null ? null : tryOpen(secrets, row.tokenSealed, row.id),
  };
}

function tryOpen(secrets: Secrets, sealed: string, rowId: string): string | null {
  try {
    return secrets.open(sealed, rowId);
  } catch (error) {
    if (error instanceof SecretUnreadable) return null;
    throw error;
  }
}
