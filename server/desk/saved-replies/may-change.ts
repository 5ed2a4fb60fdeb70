import { canSee, may } from '../access.ts';
import type { Actor } from '../context.ts';

/** To whom a saved reply belongs. */
export interface SavedReplyPlace {
  scope: 'everyone' | 'department' | 'private';
  departmentId: string | null;
  ownerId: string | null;
}

/** One's own are one's own; what others use too is for those who lead. */
export function mayChange(actor: Actor, { scope, departmentId, ownerId }: SavedReplyPlace): boolean {
  switch (scope) {
    case 'private':
      return actor.kind === 'user' && actor.userId === ownerId;
    case 'department':
      return may(actor, 'share-saved-replies') && departmentId !== null && canSee(actor, departmentId);
    case 'everyone':
      return may(actor, 'share-saved-replies-with-all');
  }
}
