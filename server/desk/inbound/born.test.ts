import { expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { facebookPage, meta, readConversation, useIntake } from '../../testing/intake.ts';

const intake = useIntake();
const facts = deskFacts(intake);

test('R119, R156: a new conversation is what its page is set to, and bears its tags; one that is there stays as it is', async () => {
  const page = await intake.page(facebookPage);
  const tag = async (name: string) => {
    const id = intake.newId();
    await intake.db.insertInto('tag').values({ id, name, color: 1, createdAt: intake.clock.now() }).execute();
    return id;
  };
  const [first, second, gone] = [await tag('first'), await tag('second'), intake.newId()];
  await intake.tell(meta.message('m1', 'Hello', 1));
  await facts.settings(page, { general: { mode: 'ticket', tagIds: [first, second, gone] as never } });
  await intake.tell(meta.message('m2', 'Hello again', 2), meta.message('m3', 'Hello', 3, { psid: '29' }));

  const bornWith = async (psid: string) => {
    const { conversation } = await readConversation(intake, page, psid);
    const tags = await intake.db
      .selectFrom('conversationTag')
      .select('tagId')
      .where('conversationId', '=', conversation.id)
      .execute();
    return { mode: conversation.mode, tags: tags.map(({ tagId }) => tagId).toSorted() };
  };
  expect(await bornWith('28')).toEqual({ mode: 'chat', tags: [] });
  expect(await bornWith('29')).toEqual({ mode: 'ticket', tags: [first, second].toSorted() });
  expect(intake.failures).toEqual([]);
});
