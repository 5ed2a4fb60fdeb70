import type { Checklist } from '../../../contract/setup-room.ts';
import { listSetupTicks } from '../../store/room.ts';
import { readSetupFacts } from '../../store/setup-facts.ts';
import { requireRight } from '../access.ts';
import { isReviewed } from '../app-review/app-review.ts';
import type { Context } from '../context.ts';
import { isExtensionOn } from '../extensions/is-on.ts';
import { readAppChecks } from './app-checks.ts';
import { judgeChecklist } from './checklist.ts';

/** How far Facebook is set up. Administrators only. */
export async function readChecklist(ctx: Context, publicUrl: string): Promise<Checklist> {
  requireRight(ctx.actor, 'manage-pages');
  return presentChecklist(ctx.db, publicUrl);
}

/** The checklist, whoever asks: for those who tell the browsers. */
export async function presentChecklist(db: Context['db'], publicUrl: string): Promise<Checklist> {
  const [facts, checks, ticks, isOn, reviewed] = await Promise.all([
    readSetupFacts(db),
    readAppChecks(db),
    listSetupTicks(db),
    isExtensionOn(db, 'facebook'),
    isReviewed(db),
  ]);
  return judgeChecklist({
    ...facts,
    isOn,
    publicUrl,
    checks,
    isReviewed: reviewed,
    ticks: new Map(
      ticks.map(({ item, tickedByName, tickedAt }) => [
        item,
        { by: tickedByName, at: tickedAt.toISOString() },
      ]),
    ),
  });
}
