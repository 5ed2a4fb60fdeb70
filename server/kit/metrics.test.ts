import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('counters grow by their labels, gauges are read when asked', async () => {
  const metrics = createMetrics();
  const sends = metrics.counter('sends_total', 'Sends by outcome.');
  sends.add({ outcome: 'sent' });
  sends.add({ outcome: 'sent' }, 2);
  metrics.counter('sends_total', 'Sends by outcome.').add({ outcome: 'a "quoted"\nthing' });
  let sockets = 3;
  metrics.gauge('sockets', 'Open sockets.', () => sockets);
  sockets = 4;
  expect(await metrics.render()).toBe(
    [
      '# HELP sends_total Sends by outcome.',
      '# TYPE sends_total counter',
      'sends_total{outcome="sent"} 3',
      String.raw`sends_total{outcome="a \"quoted\"\nthing"} 1`,
      '# HELP sockets Open sockets.',
      '# TYPE sockets gauge',
      'sockets 4',
      '',
    ].join('\n'),
  );
});

test('a figure that cannot be read does not hide the others', async () => {
  const metrics = createMetrics();
  metrics.gauge('broken', 'Fails.', () => Promise.reject(new Error('no database')));
  metrics.gauge('fine', 'Works.', () => 1);
  expect(await metrics.render()).toBe('# HELP fine Works.\n# TYPE fine gauge\nfine 1\n');
});
