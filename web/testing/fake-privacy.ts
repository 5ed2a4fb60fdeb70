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
