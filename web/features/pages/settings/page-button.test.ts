import { expect, test } from 'vitest';
import { buttonSteps, messengerLink } from './page-button.ts';

test('R140: the page’s settings say how its button is set, and give the link that does the same elsewhere', () => {
  expect(messengerLink({ facebookId: '4711' })).toBe('https://m.me/4711');
  expect(buttonSteps.join(' ')).toContain('Send message');
});
