import { expect, test } from 'vitest';
import { isSendStroke } from './send-key.ts';

const enter = { key: 'Enter', ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false };

test('Enter or Ctrl-Enter sends, as chosen; Shift-Enter never does', () => {
  expect(isSendStroke(enter, 'enter')).toBe(true);
  expect(isSendStroke(enter, 'ctrl-enter')).toBe(false);
  expect(isSendStroke({ ...enter, ctrlKey: true }, 'ctrl-enter')).toBe(true);
  expect(isSendStroke({ ...enter, metaKey: true }, 'ctrl-enter')).toBe(true);
  expect(isSendStroke({ ...enter, shiftKey: true }, 'enter')).toBe(false);
});

test('the Enter that ends a composed character does not send', () => {
  expect(isSendStroke({ ...enter, isComposing: true }, 'enter')).toBe(false);
});
