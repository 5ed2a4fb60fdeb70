import type { DepartmentId, PageId, RoutingRuleId } from '../../contract/ids.ts';
import { saveRoutingRules as rulesSchema } from '../../contract/routing-rules.ts';
import { createWorkStream as streamSchema } from '../../contract/work-streams.ts';
import type { Context } from '../desk/context.ts';
import { changePage } from '../desk/pages/change-page.ts';
import { changeSettings } from '../desk/pages/change-settings.ts';
import { readSettings } from '../desk/pages/read-settings.ts';
import { getRoutingRules, saveRoutingRules } from '../desk/routing/rules.ts';
import { createWorkStream } from '../desk/work-streams/work-streams.ts';

/**
 * From now on what comes to a page is offered to the agents of its department, and a rule sends talk of larger orders
 * to another one: so that the demo shows both ways of working, and why something is where it is.
 */
export async function offerWhatComes(
  admin: Context,
  gateway: Parameters<typeof changePage>[1],
  { pageId, largeOrdersTo }: { pageId: PageId; largeOrdersTo: DepartmentId },
): Promise<void> {
  const stream = await createWorkStream(admin, streamSchema.parse({ name: 'Workshop requests' }));
  const { version } = await getRoutingRules(admin, stream.id);
  const largeOrders = {
    id: admin.newId() as RoutingRuleId,
    name: 'Larger orders',
    conditions: {
      match: 'any',
      items: [
        { attribute: 'message.text', operator: 'contains', values: ['wholesale', 'bulk', 'trade price'] },
      ],
    },
    departmentId: largeOrdersTo,
  };
  await saveRoutingRules(admin, stream.id, rulesSchema.parse({ version, rules: [largeOrders] }));
  await changePage(admin, gateway, pageId, { workStreamId: stream.id });
  const settings = await readSettings(admin, pageId);
  await changeSettings(admin, pageId, { version: settings.version, general: { rulesFirst: true } });
}
