import { expect, test } from 'vitest';
import { readImageSize } from './image-size.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAC0lEQVR4nGNggAEAAA4AAbDLmUIAAAAASUVORK5CYII=',
  'base64',
);

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

function exif(orientation: number, order: 'II' | 'MM'): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(order, 0, 'latin1');
  const write16 = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const write32 = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  write16(42, 2);
  write32(8, 4);
  write16(1, 8);
  write16(0x0112, 10);
  write16(3, 12);
  write32(1, 14);
  write16(orientation, 18);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

function jpeg(width: number, height: number, ...before: Buffer[]): Buffer {
  const frame = Buffer.alloc(15);
  frame.writeUInt8(8, 0);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...before,
    segment(0xdb, Buffer.alloc(65)),
    segment(0xc2, frame),
  ]);
}

function webp(kind: 'VP8 ' | 'VP8L' | 'VP8X', write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF', 0, 'latin1');
  bytes.write('WEBP', 8, 'latin1');
  bytes.write(kind, 12, 'latin1');
  write(bytes);
  return bytes;
}

test.each([
  ['a PNG', png, { width: 3, height: 2 }],
  ['a GIF', Buffer.from('GIF89a\u0040\u0001\u00f0\u0000', 'latin1'), { width: 320, height: 240 }],
  ['a JPEG', jpeg(640, 480), { width: 640, height: 480 }],
  ['a JPEG lying on its side', jpeg(640, 480, exif(6, 'II')), { width: 480, height: 640 }],
  ['a JPEG lying on its side, big end first', jpeg(640, 480, exif(8, 'MM')), { width: 480, height: 640 }],
  ['an upright JPEG that says so', jpeg(640, 480, exif(1, 'II')), { width: 640, height: 480 }],
  [
    'a lossy WebP',
    webp('VP8 ', (bytes) => void (bytes.writeUInt16LE(700, 26), bytes.writeUInt16LE(300, 28))),
    { width: 700, height: 300 },
  ],
  [
    'a lossless WebP',
    webp('VP8L', (bytes) => void bytes.writeUInt32LE((299 << 14) | 699, 21)),
    { width: 700, height: 300 },
  ],
  [
    'an extended WebP',
    webp('VP8X', (bytes) => void (bytes.writeUIntLE(699, 24, 3), bytes.writeUIntLE(299, 27, 3))),
    { width: 700, height: 300 },
  ],
])('tells the size of %s', (_what, bytes, size) => {
  expect(readImageSize(bytes)).toEqual(size);
});

test('what is cut short or no picture has no size', () => {
  const whole = [png, jpeg(640, 480, exif(6, 'II')), webp('VP8L', () => {})];
  for (const bytes of whole) {
    for (let length = 0; length < 24; length++) expect(readImageSize(bytes.subarray(0, length))).toBeNull();
  }
  expect(readImageSize(Buffer.from('just a letter to a friend, and nothing more'))).toBeNull();
});
