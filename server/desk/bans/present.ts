import type { Ban } from '../../../contract/bans.ts';
import type { BanRef } from '../../../contract/ban-ref.ts';
import type { BanRow, listBans } from '../../store/bans.ts';
import { presentContactRef } from '../contacts/contact-ref.ts';

/** A ban as a conversation shows it. */
export function presentBanRef(row: BanRow): BanRef {
  return {
    id: row.id as BanRef['id'],
    until: row.until?.toISOString() ?? null,
    note: row.note,
    setAt: row.setAt.toISOString(),
    setBy: userOf(row.setBy, row.setByName),
  };
}

/** A ban as the list shows it. */
export function presentBan(row: Awaited<ReturnType<typeof listBans>>[number], now: Date): Ban {
  const isOver = row.until !== null && row.until <= now;
  return {
    ...presentBanRef(row),
    contact: presentContactRef({
      id: row.contactId,
      name: row.contactName,
      psid: row.psid,
      pictureFileId: row.pictureFileId,
    }),
    pageName: row.pageName,
    conversation:
      row.conversationId === null
        ? null
        : {
            id: row.conversationId as NonNullable<Ban['conversation']>['id'],
            number: row.conversationNumber ?? 0,
          },
    state: row.liftedAt ? 'lifted' : isOver ? 'over' : 'on',
    keptCount: row.keptCount,
    droppedCount: row.droppedCount,
    liftedAt: row.liftedAt?.toISOString() ?? null,
    liftedBy: userOf(row.liftedBy, row.liftedByName),
  };
}

function userOf(id: string | null, name: string | null): BanRef['setBy'] {
  return id === null ? null : { id: id as NonNullable<BanRef['setBy']>['id'], name: name ?? '' };
}
