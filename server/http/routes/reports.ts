import { readReport as reportQuery, report } from '../../../contract/reports.ts';
import { readReport } from '../../desk/reports/read-report.ts';
import { writeCsv } from '../../desk/reports/write-csv.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Reports'];

/** What was done, as figures and as a table for other programs. Agents get their own. */
export function reportRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/reports',
    {
      schema: { tags, summary: 'Figures of some days', querystring: reportQuery, response: { 200: report } },
    },
    async (request) => readReport(contextOf(ground, request), request.query),
  );

  app.get(
    '/api/reports/table.csv',
    { schema: { tags, summary: 'The same as CSV', querystring: reportQuery } },
    async (request, reply) => {
      const { from, to, by } = request.query;
      const csv = writeCsv(await readReport(contextOf(ground, request), request.query));
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="report-${by}-${from}-${to}.csv"`)
        .send(csv);
    },
  );
}
