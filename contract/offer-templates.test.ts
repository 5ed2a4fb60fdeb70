import { expect, test } from 'vitest';
import { fillOfferText, offerPlaceholdersIn, unknownOfferPlaceholder } from './offer-templates.ts';

test('a request says what is known, and nothing where nothing is, not even the space before it (N5)', () => {
  const facts = { CustomerFullName: 'Elena $& Marković', 'Variable:order number': '4711', Tags: null };
  expect(fillOfferText('{CustomerFullName}, order {Variable:order number} {Tags}', facts)).toBe(
    'Elena $& Marković, order 4711',
  );
  expect(fillOfferText('{Nothing} and {PageName}', facts)).toBe('and');
});

test('what is no placeholder is named, and which facts a text asks for is known (N5)', () => {
  expect(unknownOfferPlaceholder('{PageName} {SurveyLink}')).toBe('{SurveyLink}');
  expect(unknownOfferPlaceholder('{Variable}')).toBe('{Variable}');
  expect(unknownOfferPlaceholder('{PageName:x}')).toBe('{PageName:x}');
  expect(unknownOfferPlaceholder('{Variable:vip} {Tags} { } plain')).toBeNull();
  expect(offerPlaceholdersIn('{Tags} {Variable: vip } {SurveyLink}')).toEqual(['Tags', 'Variable:vip']);
});
