import { expect, test } from 'vitest';
import { deskFacts } from '../testing/desk-facts.ts';
import { useOpenDesk } from '../testing/open-desk.ts';
import { tryLockPerson } from './profiles.ts';

const desk = useOpenDesk();
const facts = deskFacts(desk);

test('what is learned of a person never waits for their messages, and holds nothing while it comes back', async () => {
  const department = await desk.db.selectFrom('department').select('id').executeTakeFirstOrThrow();
  const { id, contactId } = await facts.conversation(await facts.page(department.id));
  const attempt = () => desk.db.transaction().execute((tx) => tryLockPerson(tx, contactId));
  await desk.db.transaction().execute(async (tx) => {
    await tx.updateTable('conversation').set({ unreadCount: 1 }).where('id', '=', id).execute();
    expect(await attempt()).toBe(false);
    // The person is free: a batch of intake would not wait.
    await tx.updateTable('contact').set({ locale: 'nl_NL' }).where('id', '=', contactId).execute();
    expect(await attempt()).toBe(false);
  });
  expect(await attempt()).toBe(true);
});
