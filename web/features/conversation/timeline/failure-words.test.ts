import { describe, expect, test } from 'vitest';
import { aMessage } from '../../../testing/a-message.ts';
import { attachment } from '../../../testing/fake-parts.ts';
import { failureWords } from './failure-words.ts';

const shown = (facts: Parameters<typeof aMessage>[1]) => ({
  key: 'a',
  message: aMessage(1, { direction: 'out', ...facts }),
  entry: null,
});

describe('failureWords', () => {
  test('a failed reply says what happened, whether it was seen, and what to do', () => {
    const failure = {
      code: 'person-unavailable',
      message: 'Not sent. Elena cannot be reached.',
      advice: 'Ask for another way.',
      mayRetry: false,
    };
    expect(failureWords(shown({ status: 'failed', failure }), 'Elena')).toEqual({
      tone: 'danger',
      head: 'Not sent.',
      text: 'Elena cannot be reached. Ask for another way.',
      mayRetry: false,
      mayDiscard: true,
      link: null,
    });
  });

  test('what is not settled can be neither sent again nor thrown away', () => {
    expect(failureWords(shown({ status: 'unknown' }), 'Elena')).toMatchObject({
      tone: 'warning',
      mayRetry: false,
      mayDiscard: false,
    });
  });

  test('R82: a file that Facebook did not take can go as a link, and what went can be taken back', () => {
    const failure = { code: 'attachment', message: 'Not sent.', advice: '', mayRetry: true };
    const attachments = [attachment({ kind: 'file', url: '/api/attachments/1/content' })];
    const words = (code: string) =>
      failureWords(shown({ status: 'failed', failure: { ...failure, code }, attachments }), 'Elena');
    expect(words('attachment')?.link).toBe('send');
    expect(words('window-closed')?.link).toBeNull();
    expect(words('sent-as-link')).toMatchObject({ link: 'take-back', mayDiscard: false });
  });

  test('what is on its way says nothing', () => {
    expect(failureWords(shown({ status: 'queued' }), 'Elena')).toBeNull();
  });
});
