import { z } from 'zod';

/** Milliseconds, or an ISO string. */
export const instant = z.union([
  z.number(),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);

export const circumstances = { at: instant.optional(), silent: z.boolean().optional() };

export const referral = z.strictObject({
  ref: z.string().optional(),
  source: z.string().optional(),
  type: z.string().optional(),
  adId: z.string().optional(),
  adsContextData: z.record(z.string(), z.unknown()).optional(),
});

const media = z.strictObject({
  type: z.enum(['image', 'audio', 'video', 'file']),
  fileId: z.string().optional(),
  base64: z.string().optional(),
  mimeType: z.string().optional(),
  name: z.string().optional(),
  sample: z.literal(true).optional(),
  url: z.string().optional(),
});

export const attachment = z.discriminatedUnion('type', [
  media,
  z.strictObject({ type: z.literal('sticker'), stickerId: z.string().regex(/^\d+$/).optional() }),
  z.strictObject({ type: z.literal('like') }),
  z.strictObject({
    type: z.literal('location'),
    lat: z.number(),
    long: z.number(),
    title: z.string().optional(),
  }),
  z.strictObject({
    type: z.enum(['fallback', 'reel', 'post', 'share']),
    url: z.string().optional(),
    title: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('appointment'),
    status: z.enum(['requested', 'confirmed', 'declined', 'cancelled']).optional(),
    startsAt: instant.optional(),
    minutes: z.number().int().min(1).optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('raw'), raw: z.record(z.string(), z.unknown()) }),
]);
