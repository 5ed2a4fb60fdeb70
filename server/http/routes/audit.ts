import { auditActions, auditList, listAudit as auditQuery } from '../../../contract/audit.ts';
import { listAudit, listAuditActions } from '../../desk/audit-log/list.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Audit'];

/** Who did what. */
export function auditRoutes(app: App, { ground }: AppDeps): void {
  app.get(
    '/api/audit',
    {
      schema: { tags, summary: 'The audit log', querystring: auditQuery, response: { 200: auditList } },
    },
    async (request) => listAudit(contextOf(ground, request), request.query),
  );

  app.get(
    '/api/audit/actions',
    { schema: { tags, summary: 'Actions to filter by', response: { 200: auditActions } } },
    async (request) => ({ items: await listAuditActions(contextOf(ground, request)) }),
  );
}
