import { describe, expect, it } from 'vitest';
import type { ConversationSummary } from '../../../contract/conversations.ts';
import type { UserId } from '../../../contract/ids.ts';
import { createWorld } from '../../testing/fake-data.ts';
import { emptyDraft } from '../../lib/drafts.ts';
import { othersOf, previewOf, rowLabel, waitingWords } from './row-view.ts';

const noonMs = Date.parse('2026-11-20T12:00:00.000Z');
const world = createWorld(noonMs, 'usual');

function rowOf(name: string, facts: Partial<ConversationSummary> = {}): ConversationSummary {
  const found = [...world.conversations.values()].find((one) => one.contact.name === name);
  if (!found) throw new Error(`Nobody is called ${name}.`);
  return { ...found, ...facts };
}

describe('the second line of a row', () => {
  it('says whose words they are', () => {
    expect(previewOf(rowOf('Ingrid Solberg'), null)).toMatchObject({ lead: 'You:' });
    expect(previewOf(rowOf('Marco Bianchi'), null)).toMatchObject({ lead: null });
  });

  it('names what has no words', () => {
    expect(previewOf(rowOf('Aiko Tanaka'), null)).toEqual({
      lead: null,
      kind: 'audio',
      text: 'Voice message',
    });
    expect(previewOf(rowOf('Aiko Tanaka', { lastMessage: null }), null).text).toBe('No message yet');
  });

  it('shows the draft in place of it', () => {
    const draft = { ...emptyDraft, quickReplies: [{ title: '9 to 12' }, { title: '13 to 17' }] };
    expect(previewOf(rowOf('Marco Bianchi'), { ...draft, text: ' Good morning ' })).toMatchObject({
      lead: 'Draft',
      text: 'Good morning',
    });
    expect(previewOf(rowOf('Marco Bianchi'), draft)).toMatchObject({
      lead: 'Draft',
      text: '9 to 12, 13 to 17',
    });
  });

  it('shows the note that was begun when no reply was', () => {
    const draft = { ...emptyDraft, note: { text: 'Ask the workshop', uploads: [] } };
    expect(previewOf(rowOf('Marco Bianchi'), draft)).toEqual({
      lead: 'Draft',
      kind: 'note',
      text: 'Ask the workshop',
    });
  });
});

describe('the wait of a customer', () => {
  it('is told from the first full minute on, and only while nobody has answered', () => {
    expect(waitingWords(rowOf('Omar Khalil'), noonMs)).toBe('waits 4 min');
    expect(waitingWords(rowOf('Omar Khalil'), noonMs - 200_000)).toBeNull();
    expect(waitingWords(rowOf('Ingrid Solberg'), noonMs)).toBeNull();
  });
});

describe('the name of a row', () => {
  it('R172 tells what the eye sees, the channel among it', () => {
    const label = rowLabel(rowOf('Daniel Osei'), {
      windowWords: '38 min left',
      waiting: 'waits 23 h',
      hasDraft: true,
      viewers: [{ name: 'Jonas Weber' }],
    });
    expect(label).toBe(
      'Daniel Osei, Facebook, Orders, 3 unread, draft, waits 23 h, 38 min left, Jonas Weber looking',
    );
  });
});

it('those who look are the others, not oneself', () => {
  const me = { id: 'me' as UserId, name: 'Maya' };
  const jonas = { id: 'jonas' as UserId, name: 'Jonas' };
  expect(othersOf([me, jonas], me.id)).toEqual([jonas]);
  expect(othersOf(undefined, me.id)).toEqual([]);
});
