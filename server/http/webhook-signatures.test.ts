import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { countWrongSignature } from '../desk/pages/health/count-wrong-signatures.ts';
import { createSecrets } from '../kit/secrets.ts';
import { openDatabase } from '../store/db.ts';
import { createDeliveryWriter } from '../store/deliveries.ts';
import { ensurePartitions } from '../store/delivery-days.ts';
import { useDeskDoor } from '../testing/desk-door.ts';
import { registerWebhook } from './webhook.ts';
import { createSignatureWatch, type SignatureWatch } from './webhook-signatures.ts';

const secrets = createSecrets('a key for tests that nobody needs to guess');
let watch: SignatureWatch | undefined;
const writes: number[] = [];

const door = useDeskDoor((desk) => ({
  registerWebhook: async (app) => {
    await ensurePartitions(desk.db, desk.clock.now());
    const journal = openDatabase(desk.database.connection, { maxConnections: 1 });
    const writer = createDeliveryWriter(journal, { clock: desk.clock, onWritten: () => {} });
    app.addHook('onClose', async () => {
      await writer.close();
      await journal.close();
    });
    const ground = { db: desk.db, clock: desk.clock, bell: desk.bell, newId: desk.newId };
    watch = createSignatureWatch(
      async (about, times) => {
        writes.push(times);
        await countWrongSignature(ground, about, times);
      },
      (error) => {
        throw error;
      },
    );
    await registerWebhook(app, {
      db: desk.db,
      writer,
      secrets,
      clock: desk.clock,
      signatures: watch,
      onError: () => {},
    });
  },
}));

test('K46: wrong signatures are refused and counted by app, and ten in a minute tell administrators once', async () => {
  const admin = await door.person('administrator');
  const appSecret = 'the-secret-of-this-app';
  const made = await admin.ask('POST', '/api/facebook/apps', { name: 'Our app', appId: '4711', appSecret });
  expect(made.status).toBe(201);
  const path = new URL(made.body.callbackUrl).pathname;
  const body = { object: 'page', entry: [] };
  const deliver = (key: string) =>
    door.ask('POST', path, body, {
      'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(JSON.stringify(body)).digest('hex')}`,
    });
  const mails = () => door.db.selectFrom('mail').select('address').execute();

  expect((await deliver(appSecret)).status).toBe(200);
  for (let n = 0; n < 9; n += 1) expect((await deliver('guess')).status).toBe(403);
  await watch?.flush();
  // A flood is no flood of statements.
  expect(writes).toEqual([9]);
  expect(await mails()).toEqual([]);

  await deliver('guess');
  await watch?.flush();
  expect(await mails()).toEqual([{ address: admin.email }]);
  door.clock.advance(60_000);
  for (let n = 0; n < 30; n += 1) await deliver('guess');
  await watch?.flush();
  expect(await mails()).toHaveLength(1);
  const shown = await admin.ask('GET', '/api/diagnostics/wrong-signatures');
  expect(shown.body.items).toMatchObject([{ metaAppId: made.body.id, name: 'Our app', count: 40 }]);
  const counted = await door.db.selectFrom('wrongSignature').select('count').orderBy('minute').execute();
  expect(counted).toEqual([{ count: 10 }, { count: 30 }]);
});
