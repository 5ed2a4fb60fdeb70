/** Rules as a fresh installation has them. */
export const maskingRules = [
  { name: 'Card number', pattern: String.raw`\b\d(?:[ -]?\d){12,18}\b`, checksum: 'luhn', isOn: true },
  {
    name: 'E-mail address',
    pattern: String.raw`\b[\w.%+-]{1,64}@[a-z0-9-]{1,63}`,
    checksum: 'none',
    isOn: false,
  },
  {
    name: 'US social security number',
    pattern: String.raw`\b\d{3}-\d{2}-\d{4}\b`,
    checksum: 'none',
    isOn: false,
  },
].map((rule, at) => ({ id: `01937000-0000-7000-8000-00000000010${at}`, ...rule }));

/** A customer who agreed. */
export const contactPrivacy = {
  consent: 'agreed',
  consentVersion: 1,
  consentAt: '2026-11-20T09:12:00.000Z',
  heldAt: null,
  erasure: null,
} as const;

/** What three customers were asked: one agreed, one declined, one has not answered. */
export const consents = [
  { name: 'Elena Marković', answer: 'agreed', answeredAt: '2026-11-20T09:13:10.000Z' },
  { name: 'Tomás Silva', answer: 'declined', answeredAt: '2026-11-19T17:02:44.000Z' },
  { name: 'Facebook user 4417', answer: null, answeredAt: null },
].map(({ name, answer, answeredAt }, at) => ({
  id: `01937000-0000-7000-8000-00000000020${at}`,
  page: { id: '01937000-0000-7000-8000-000000000300', name: 'Harbour & Pine' },
  contact: { id: `01937000-0000-7000-8000-00000000040${at}`, name },
  version: 1,
  language: 'en',
  notice:
    'Before we read on: our team answers here, and what we write to one another is stored. Do you agree?',
  askedAt: `2026-11-${20 - at}T09:12:00.000Z`,
  answer,
  answeredAt,
}));
