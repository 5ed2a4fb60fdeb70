import { expect, test } from 'vitest';
import { enqueueJobs } from '../../store/job-queue.ts';
import { setVariable } from '../../store/variables.ts';
import { commentChange } from '../../testing/feed.ts';
import { at, meta, readConversation, useIntake } from '../../testing/intake.ts';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { fetchProfileJob } from '../jobs.ts';
import { createCustomer } from './create.ts';
import { readCustomerOf } from './of-conversation.ts';

const intake = useIntake();
const desk = useMessengerDesk();

const waiting = async () => {
  const rows = await intake.db.selectFrom('job').select(['kind', 'payload']).orderBy('id').execute();
  await intake.db.deleteFrom('job').execute();
  return rows.filter(({ kind }) => kind === 'identify' || kind === 'fetch-profile');
};

test('whose conversation begins is looked for by a job; of somebody new the profile comes first (R96, I-T9)', async () => {
  const pageId = await intake.page('4711');
  const who = { psid: '28', page: '4711' };
  await intake.tell(meta.message('m-1', 'hello', 1, who));
  const { contact, conversation } = await readConversation(intake, pageId);
  expect(await waiting()).toEqual([{ kind: 'fetch-profile', payload: { contactId: contact.id } }]);
  await intake.tell(meta.message('m-1', 'hello', 1, who), meta.message('m-2', 'anybody?', 2, who));
  expect(await waiting()).toEqual([]);
  await intake.db
    .updateTable('conversation')
    .set({ status: 'closed', closedAt: new Date(at(10)), movesAt: new Date(at(10)) })
    .where('id', '=', conversation.id)
    .execute();
  const later = 30 * 24 * 3_600;
  await intake.tell(meta.message('m-3', 'me again', later, who));
  const { conversations, messages } = await readConversation(intake, pageId);
  expect(messages).toHaveLength(3);
  const payload = { conversationId: conversations[1]?.id, contactId: contact.id };
  expect(await waiting()).toEqual([{ kind: 'identify', payload }]);
});

test('who comments is looked for too, and their picture is fetched', async () => {
  await intake.page('4712');
  await intake.tell(commentChange('4712', 1, { id: 901, text: 'nice' }) as never);
  expect((await waiting()).map(({ kind }) => kind)).toEqual(['fetch-profile', 'identify']);
});

test('once the profile is read, the one card with a told address is linked (N12)', async () => {
  const chat = await desk.chat();
  const card = await createCustomer(desk.system, {
    kind: 'person',
    name: 'C',
    emails: ['cora@example.test'],
  });
  await desk.db.transaction().execute((tx) =>
    setVariable(tx, {
      conversationId: chat.id,
      name: 'email',
      value: 'cora@example.test',
      source: 'pre-chat',
      at: desk.clock.now(),
    }),
  );
  await enqueueJobs(
    desk.db,
    [fetchProfileJob({ id: chat.contactId, pageId: chat.page.id })],
    desk.clock.now(),
  );
  await desk.worker().drain();
  expect(await readCustomerOf(desk.system, chat.id)).toMatchObject({
    customer: { id: card.id },
    link: { how: 'auto' },
  });
});
