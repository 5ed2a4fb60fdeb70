import { expect, test } from 'vitest';
import { capacityProfileId, offerTemplateId, skillId, workStreamId } from '../../../contract/ids.ts';
import { offerTemplateBody } from '../../../contract/offer-templates.ts';
import { workStreamSettings, type WorkStreamDetails } from '../../../contract/work-streams.ts';
import { streamFacts } from './stream-facts.ts';

const id = '01890000-0000-7000-8000-000000000001';
const wood = { id: skillId.parse(id), name: 'Wood' };

function words(settings: object, more: Partial<WorkStreamDetails> = {}): string[] {
  const stream: WorkStreamDetails = {
    id: workStreamId.parse(id),
    name: 'Chats',
    channel: 'facebook',
    isDefault: false,
    settings: workStreamSettings.parse(settings),
    version: 1,
    service: null,
    pages: [],
    liveCount: 0,
    departments: [],
    capacity: { model: 'units', mostConversations: 0, profiles: [] },
    offerTemplate: null,
    ...more,
  };
  return streamFacts(stream, [wood]).flatMap(({ facts }) =>
    facts.map(({ name, value }) => `${name}: ${value}`),
  );
}

test('an agent reads who is asked, in which presence, with which skills, and how much of them one takes (B2)', () => {
  const said = words({ allowedPresences: ['available', 'busy'], requiredSkillIds: [wood.id], units: 1 });
  expect(said).toEqual(
    expect.arrayContaining([
      'Who is asked: Most room: whoever has the most free capacity; of several, who has fewest of this stream.',
      'Presence: Available, Busy',
      'Needs the skills: Wood',
      'One takes: 1 unit of an agent',
      'Time to accept: 120 seconds',
    ]),
  );
});

test('what does nothing as the stream stands is not said (B2)', () => {
  const picked = words({ mode: 'pick', selfAssign: 'always', fairShare: { most: 2, minutes: 5 } });
  expect(picked.join('\n')).not.toMatch(/Who is asked|Time to accept|fair share|missed/);
  expect(words({ givesWithoutAsking: true }).join('\n')).not.toMatch(/Time to accept|Rejecting|missed/);
});

test('by profiles each one is named, and of a template its own times are said (B2)', () => {
  const profile = {
    id: capacityProfileId.parse(id),
    name: 'Chats',
    itemLimit: 3,
    resets: 'end-of-day' as const,
    blocks: true,
  };
  const body = offerTemplateBody.parse({ seconds: 45, canReject: false });
  const said = words(
    { offerSeconds: 300, units: 70 },
    {
      capacity: { model: 'profiles', mostConversations: 5, profiles: [profile] },
      offerTemplate: { id: offerTemplateId.parse(id), name: 'Calm', body },
    },
  );
  expect(said).toEqual(
    expect.arrayContaining([
      'Chats: At most 3 a day, unless an agent has a limit of their own; who has as many is given nothing else',
      'Of all kinds: 5 conversations at once, unless an agent or a department has another number',
      'Template: Calm',
      'Time to accept: 45 seconds',
      'Rejecting: Not allowed',
    ]),
  );
  expect(said.join('\n')).not.toContain('70 units');
});
