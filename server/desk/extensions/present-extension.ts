import type { Extension, ExtensionId } from '../../../contract/extensions.ts';
import type { UserId } from '../../../contract/ids.ts';
import { countExtensionUses, findAcknowledgement, readExtensionSwitch } from '../../store/extensions.ts';
import { findNames } from '../../store/users.ts';
import type { Context } from '../context.ts';
import { catalogue } from './catalogue.ts';

/** A part with what an administrator needs to decide about it. */
export async function presentExtension(db: Context['db'], id: ExtensionId): Promise<Extension> {
  const [now, accepted, uses] = await Promise.all([
    readExtensionSwitch(db, id),
    findAcknowledgement(db, id),
    countExtensionUses(db),
  ]);
  const by = now?.by ? (await findNames(db, [now.by])).get(now.by) : undefined;
  return {
    id,
    ...catalogue[id],
    isOn: now?.isOn ?? true,
    switchedAt: now?.at ?? null,
    switchedBy: by ?? null,
    acceptance: accepted
      ? {
          version: accepted.textVersion,
          by: { id: accepted.userId as UserId, name: accepted.userName },
          at: accepted.at.toISOString(),
        }
      : null,
    uses,
  };
}
