import { BlockList, isIPv6 } from 'node:net';
import { readReadiness } from '../../desk/health.ts';
import { notFound } from '../../desk/problems.ts';
import type { App, AppDeps } from '../app-deps.ts';

const schema = { hide: true };

/** Who may read the figures: this machine and private networks. Outside they would only help to plan an attack. */
const inside = new BlockList();
inside.addSubnet('127.0.0.0', 8);
inside.addSubnet('10.0.0.0', 8);
inside.addSubnet('172.16.0.0', 12);
inside.addSubnet('192.168.0.0', 16);
inside.addAddress('::1', 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');

/** For those who watch over the process. */
export function probeRoutes(app: App, { ground, metrics }: AppDeps): void {
  app.get('/healthz', { schema }, async () => ({ status: 'ok' }));

  app.get('/readyz', { schema }, async (_request, reply) => {
    const readiness = await readReadiness(ground);
    return reply.code(readiness.isReady ? 200 : 503).send(readiness);
  });

  app.get('/metrics', { schema }, async (request, reply) => {
    const address = request.ip.replace(/^::ffff:/, '');
    if (!inside.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) throw notFound('page');
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send((await metrics?.render()) ?? '');
  });
}
