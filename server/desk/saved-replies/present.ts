import type { SavedReply } from '../../../contract/saved-replies.ts';
import type { SavedReplyRow } from '../../store/saved-replies.ts';
import type { Actor } from '../context.ts';
import { mayChange } from './may-change.ts';

/** A saved reply in the words of the contract. Ids get their brands here, at the border of the database. */
export function presentSavedReply(actor: Actor, row: SavedReplyRow): SavedReply {
  const { departmentId, departmentName, departmentColor, ownerId, ownerName } = row;
  return {
    id: row.id as SavedReply['id'],
    version: row.version,
    title: row.title,
    shortcut: row.shortcut,
    scope: row.scope,
    department:
      departmentId === null
        ? null
        : {
            id: departmentId as NonNullable<SavedReply['department']>['id'],
            name: departmentName ?? '',
            color: departmentColor ?? 1,
          },
    owner:
      ownerId === null
        ? null
        : { id: ownerId as NonNullable<SavedReply['owner']>['id'], name: ownerName ?? '' },
    // The column is written by our own verb alone.
    variants: row.variants as SavedReply['variants'],
    files: (row.files ?? []).map(({ id, name, sizeBytes, mimeType }) => ({ id, name, sizeBytes, mimeType })),
    mayChange: mayChange(actor, row),
    updatedAt: row.updatedAt.toISOString(),
  };
}
