import { describe, expect, test } from 'vitest';
import { draftOf, emptyVariant, readDraft, switchTemplate } from './reply-draft.ts';

const draft = (more: object = {}) => ({
  ...draftOf(null),
  title: 'Hours',
  variants: [{ ...emptyVariant('en'), text: 'Until six.' }],
  ...more,
});

describe('what is wrong with a reply before it is saved', () => {
  test('nothing: it is what the server takes', () => {
    expect(readDraft(draft())).toMatchObject({
      faults: null,
      fields: { shortcut: null, keepFiles: [], uploads: [] },
    });
  });

  test('each field is told by its own name', () => {
    const faults = readDraft(
      draft({
        title: ' ',
        shortcut: 'two words',
        scope: 'department',
        variants: [
          { ...emptyVariant('en'), text: 'Hi {{nobody}}' },
          { ...emptyVariant('de'), template: { kind: 'buttons', text: '', buttons: [] } },
        ],
      }),
    ).faults;
    expect(Object.keys(faults ?? {}).toSorted()).toEqual([
      'departmentId',
      'shortcut',
      'title',
      'variants.0.text',
      'variants.1.template.buttons',
      'variants.1.template.text',
    ]);
  });

  test('a reply of a file alone needs no words', () => {
    const file = {
      id: '01a1f8d3-ea00-7267-b47e-07aeba491002',
      name: 'a.pdf',
      sizeBytes: 1,
      mimeType: 'application/pdf',
    };
    expect(readDraft(draft({ variants: [emptyVariant('en')], files: [file] })).faults).toBeNull();
  });
});

test('another kind of template keeps the buttons', () => {
  const media = switchTemplate(
    { kind: 'buttons', text: 'x', buttons: [{ type: 'postback', title: 'Yes', payload: 'Y' }] },
    'media',
  );
  expect(media).toEqual({ kind: 'media', buttons: [{ type: 'postback', title: 'Yes', payload: 'Y' }] });
  expect(switchTemplate(media, 'none')).toBeNull();
});
