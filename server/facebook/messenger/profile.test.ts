import { describe, expect, test } from 'vitest';
import { answerError, answerJson, type StubAnswer, stubGraph } from '../../testing/stub-graph.ts';
import { readPersonPlace, readProfile } from './profile.ts';

const page = { pageId: '700', accessToken: 'token', appSecret: null };
const conversation = (id: string, name: string) => ({
  data: [
    {
      id: 't_1',
      participants: {
        data: [
          { id: '700', name: 'Casa Azul' },
          { id, name },
        ],
      },
    },
  ],
});

async function profileWhere(profile: StubAnswer, conversations: StubAnswer = answerJson({ data: [] })) {
  const { graph, seen } = await stubGraph((call, response) => {
    const isFallback = call.url.pathname.endsWith('/conversations');
    return (isFallback ? conversations : profile)(call, response);
  });
  return { outcome: readProfile(graph, page, '28'), seen };
}

describe('readProfile', () => {
  test('asks for the base fields alone, with one call', async () => {
    const { outcome, seen } = await profileWhere(
      answerJson({
        id: '28',
        name: 'Ana Maria Lima',
        first_name: 'Ana Maria',
        last_name: 'Lima',
        profile_pic: 'https://scontent.example/p.jpg',
      }),
    );
    expect(await outcome).toEqual({
      found: true,
      profile: {
        name: 'Ana Maria Lima',
        firstName: 'Ana Maria',
        lastName: 'Lima',
        pictureUrl: 'https://scontent.example/p.jpg',
        source: 'profile',
      },
    });
    expect(seen.map(({ url }) => [url.pathname, url.searchParams.get('fields')])).toEqual([
      ['/v26.0/28', 'id,name,first_name,last_name,profile_pic'],
    ]);
  });

  test.each([
    [
      { first_name: 'Ana', last_name: 'Lima' },
      { name: 'Ana Lima', firstName: 'Ana', lastName: 'Lima' },
    ],
    [
      { name: 'Ana Lima', id: '28' },
      { name: 'Ana Lima', firstName: null, lastName: null },
    ],
    [{ first_name: 'Ana' }, { name: 'Ana', firstName: 'Ana', lastName: null }],
    [
      { last_name: 'Lima', first_name: '' },
      { name: 'Lima', firstName: null, lastName: 'Lima' },
    ],
  ])('%j: no part is invented (behaviour 20)', async (answer, profile) => {
    const { outcome } = await profileWhere(answerJson(answer));
    expect(await outcome).toEqual({
      found: true,
      profile: { ...profile, pictureUrl: null, source: 'profile' },
    });
  });

  test.each<[string, StubAnswer]>([
    ['an empty profile', answerJson({})],
    ['no profile available (behaviour 21)', answerError(100, 2018218)],
    ['an object that does not exist', answerError(100, 33)],
    ['a missing permission', answerError(2018247)],
    ['a missing consent', answerError(230, undefined, 403)],
  ])("after %s, the name comes from the page's conversation", async (_, profile) => {
    const { outcome, seen } = await profileWhere(profile, answerJson(conversation('28', 'Ana Lima')));
    expect(await outcome).toEqual({
      found: true,
      profile: {
        name: 'Ana Lima',
        firstName: null,
        lastName: null,
        pictureUrl: null,
        source: 'conversation',
      },
    });
    expect(Object.fromEntries(seen[1]?.url.searchParams ?? [])).toEqual({
      platform: 'messenger',
      user_id: '28',
      fields: 'participants',
    });
  });

  test('a picture without a name is kept with the name of the conversation', async () => {
    const { outcome } = await profileWhere(
      answerJson({ profile_pic: 'https://scontent.example/p.jpg' }),
      answerJson(conversation('28', 'Ana')),
    );
    expect(await outcome).toMatchObject({
      profile: { name: 'Ana', pictureUrl: 'https://scontent.example/p.jpg' },
    });
  });

  test('nothing anywhere is told with its reason, and somebody else is not taken for the person', async () => {
    expect(await (await profileWhere(answerJson({}))).outcome).toEqual({
      found: false,
      reason: 'no-profile',
    });
    expect(await (await profileWhere(answerJson({}), answerJson(conversation('29', 'Rui')))).outcome).toEqual(
      { found: false, reason: 'no-profile' },
    );
    expect(await (await profileWhere(answerError(200, undefined, 403), answerError(10))).outcome).toEqual({
      found: false,
      reason: 'not-permitted',
    });
  });

  test.each([
    [190, 460],
    [613, undefined],
    [2, undefined],
  ])('%d is no matter of the person and is thrown (behaviour 22)', async (code, subcode) => {
    await expect((await profileWhere(answerError(code, subcode))).outcome).rejects.toMatchObject({
      name: 'GraphRefused',
      code,
    });
  });
});

describe('readPersonPlace', () => {
  const placeWhere = async (answer: StubAnswer, granted: string[]) => {
    const { graph, seen } = await stubGraph(answer);
    return { place: await readPersonPlace(graph, page, '28', granted), seen };
  };
  const both = ['pages_messaging', 'pages_user_locale', 'pages_user_timezone'];

  test('asks for what was granted, and tells a time zone with its half hours (R75, R76)', async () => {
    const { place, seen } = await placeWhere(answerJson({ id: '28', locale: 'hi_IN', timezone: 5.5 }), both);
    expect(place).toEqual({ locale: 'hi_IN', timezone: 5.5 });
    expect(seen.map(({ url }) => url.searchParams.get('fields'))).toEqual(['locale,timezone']);
  });

  test('asks nothing where nothing was granted, and what is refused or odd is nothing (R75)', async () => {
    const none = await placeWhere(answerJson({ locale: 'hi_IN' }), ['pages_messaging']);
    expect([none.place, none.seen.length]).toEqual([{ locale: null, timezone: null }, 0]);
    const refused = await placeWhere(answerError(10, undefined, 403), both);
    expect(refused.place).toEqual({ locale: null, timezone: null });
    const odd = await placeWhere(answerJson({ locale: 7, timezone: 99 }), both);
    expect(odd.place).toEqual({ locale: null, timezone: null });
  });
});
