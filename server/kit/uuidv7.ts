import { randomFillSync } from 'node:crypto';
import type { Clock } from './clock.ts';

/**
 * Makes UUIDs of version 7: text in lower case that sorts by the time it was made.
 *
 * Ids of one maker rise strictly, within a millisecond and also when its clock goes back: the 12 bits
 * beside the time count up from a random start, and past their end the time goes on by a millisecond.
 * The remaining 62 bits are random, so that two processes never meet.
 *
 * Source: RFC 9562, sections 5.7 and 6.2 (method 1).
 */
export function createUuidV7(clock: Clock): () => string {
  const bytes = Buffer.alloc(16);
  // Chance for many ids at once: asking for it is dearer than all the rest of an id.
  const chance = Buffer.alloc(10 * 256);
  let used = chance.length;
  let lastMs = -1;
  let counter = 0;

  return () => {
    if (used === chance.length) {
      randomFillSync(chance);
      used = 0;
    }
    chance.copy(bytes, 6, used, used + 10);
    used += 10;
    const nowMs = clock.now().getTime();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      // A start in the lower half leaves at least 2,048 ids of room in the same millisecond.
      counter = bytes.readUInt16BE(6) & 0x7ff;
    } else if (++counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
    bytes.writeUIntBE(lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return format(bytes.toString('hex'));
  };
}

/** The moment a version 7 UUID was made, to the millisecond. */
export function timeOfUuidV7(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

function format(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
