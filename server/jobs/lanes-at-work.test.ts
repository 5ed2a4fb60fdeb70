import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { facebookPage, meta, useIntake } from '../testing/intake.ts';
import { secrets } from '../testing/secrets.ts';
import { createLanes, type Lanes } from './lanes.ts';

const intake = useIntake();
beforeAll(() => intake.page(facebookPage));
let lanes: Lanes | undefined;
afterEach(() => lanes?.stop());

function startLanes(perSecond = () => 0) {
  lanes = createLanes({
    connection: intake.database.connection,
    clock: intake.clock,
    bell: intake.bell,
    newId: intake.newId,
    secrets,
    onFailure: (error) => intake.failures.push(error),
    onError: (error) => intake.failures.push(error),
    intakeLoad: () => ({ perSecond: perSecond(), waitMs: 0 }),
  });
  lanes.start();
  return lanes;
}
const count = async () => (await intake.db.selectFrom('message').select('id').execute()).length;
const until = (messages: number) =>
  vi.waitFor(async () => expect(await count()).toBe(messages), { timeout: 10_000 });
let sent = 0;
const some = (howMany: number) =>
  Array.from({ length: howMany }, () => meta.message(`m${sent}`, 'x', sent++, { psid: String(sent % 50) }));

test('lanes at work apply what comes, woken by the bell, by a call, or by nothing but time', async () => {
  const working = startLanes();
  await intake.deliver(...some(3));
  working.wake();
  await until(3);
  await intake.deliver(...some(3));
  intake.bell.ring('inbound');
  await until(6);
  await intake.deliver(...some(3));
  await until(9);
});

test('a flood does not stop them: they give way and go on, and catch up when it is over', async () => {
  let rate = 20_000;
  const before = await count();
  await intake.deliver(...some(450));
  startLanes(() => rate);
  await vi.waitFor(async () => expect(await count()).toBeGreaterThan(before), { timeout: 10_000 });
  rate = 0;
  await until(before + 450);
  expect(intake.failures).toEqual([]);
});

test('after a stop nothing is applied any more, and no connection stays', async () => {
  const before = await count();
  await startLanes().stop();
  lanes = undefined;
  await intake.deliver(...some(2));
  intake.bell.ring('inbound');
  expect(await count()).toBe(before);
});
