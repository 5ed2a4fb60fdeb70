import { describe, expect, test } from 'vitest';
import {
  fillPlaceholders,
  findPlaceholderFaults,
  type PlaceholderValues,
} from '../../../contract/placeholders.ts';
import type { SavedReplyVariant } from '../../../contract/saved-replies.ts';
import { fillVariant, pickVariant } from './fill.ts';

const values: PlaceholderValues = {
  'contact.name': 'Elena Marković',
  'contact.first_name': 'Elena',
  'contact.last_name': null,
  'agent.name': 'Jonas Berg',
  'agent.first_name': 'Jonas',
  'agent.last_name': 'Berg',
  'agent.nickname': null,
  'agent.email': 'jonas@desk.test',
  'conversation.tags': null,
  'page.name': 'Harbour & Pine',
  'department.name': 'Orders',
  'conversation.number': '20417',
};
const variant = (language: string, more: Partial<SavedReplyVariant> = {}): SavedReplyVariant => ({
  language,
  text: language,
  quickReplies: [],
  template: null,
  ...more,
});

describe('placeholders (N11, N15)', () => {
  test('are filled with what is known; what is not has a word to stand in, or is named', () => {
    const text = 'Hi {{contact.first_name}} {{ contact.last_name | there }}, {{agent.name}} of {{page.name}}';
    expect(fillPlaceholders(text, values)).toEqual({
      text: 'Hi Elena there, Jonas Berg of Harbour & Pine',
      missing: [],
    });
    expect(fillPlaceholders('Dear {{contact.last_name}}', values)).toEqual({
      text: 'Dear ',
      missing: ['contact.last_name'],
    });
  });

  test('what a customer is called is never read as a placeholder', () => {
    const sly = { ...values, 'contact.name': '{{agent.email}}' };
    expect(fillPlaceholders('Hi {{contact.name}}', sly).text).toBe('Hi {{agent.email}}');
  });

  test('unknown and unclosed ones are named', () => {
    expect(findPlaceholderFaults('Hi {{contact.nickname}}')).toEqual([
      '{{contact.nickname}} is no placeholder.',
    ]);
    expect(findPlaceholderFaults('Hi {{contact.name')).toEqual([
      'A placeholder is not closed: write {{name}}.',
    ]);
    expect(findPlaceholderFaults('Hi {{constructor}}')).toEqual(['{{constructor}} is no placeholder.']);
    expect(findPlaceholderFaults('Hi {{contact.name|there}}')).toEqual([]);
  });
});

describe('languages', () => {
  const all = [variant('en'), variant('fr'), variant('fr-CA'), variant('de')];
  const pick = (locale: string | null, pageLanguage = 'de') =>
    pickVariant(all, { locale, pageLanguage })?.language;

  test('the customer’s with its country first, then theirs, then the page’s, then the first', () => {
    expect(pick('fr_CA')).toBe('fr-CA');
    expect(pick('fr_FR')).toBe('fr');
    expect(pick('it_IT')).toBe('de');
    expect(pick(null)).toBe('de');
    expect(pick(null, 'it')).toBe('en');
    expect(
      pickVariant([variant('en'), variant('pt-BR')], { locale: 'pt_PT', pageLanguage: 'en' })?.language,
    ).toBe('pt-BR');
  });
});

test('what grows over a limit of Messenger’s when it is filled is cut, and can still be sent', () => {
  const filled = fillVariant(
    variant('en', {
      quickReplies: [{ title: '{{contact.name}}' }],
      template: {
        kind: 'cards',
        cards: [{ title: `${'x'.repeat(60)} {{contact.name}} {{page.name}}`, subtitle: 'ok', buttons: [] }],
      },
    }),
    { ...values, 'contact.name': 'Wolfeschlegelsteinhausenbergerdorff' },
  );
  expect(filled.quickReplies[0]?.title).toBe('Wolfeschlegelsteinh…');
  expect(filled.template).toMatchObject({ cards: [{ title: expect.stringMatching(/^x{60} .*…$/) }] });
  const [card] = filled.template?.kind === 'cards' ? filled.template.cards : [];
  expect(card?.title.length).toBe(80);
});
