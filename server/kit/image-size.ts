/** Width and height in pixels, as the picture is shown. */
export interface ImageSize {
  width: number;
  height: number;
}

/** Bytes from the start of a file that are enough: a JPEG's frame stands behind its embedded profiles. */
export const imageHeaderBytes = 512 * 1024;

/**
 * Reads the size of a PNG, JPEG, GIF or WebP from the first bytes of the file.
 *
 * A JPEG that its camera stored lying on its side (EXIF orientation 5 to 8) has width and height exchanged,
 * since browsers turn it upright.
 *
 * @returns null when the bytes are no such picture, or end before its size is told. Never throws.
 *
 * Sources: PNG (ISO 15948) section 11.2.2, GIF89a section 18, JPEG (ITU T.81) section B.2.2, EXIF 2.3 section 4.6.4,
 * WebP container specification (RFC 9649) section 2.
 */
export function readImageSize(bytes: Buffer): ImageSize | null {
  try {
    const size = readPng(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // Reading past the end: the file is cut short.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const textAt = (bytes: Buffer, start: number, length: number) =>
  bytes.toString('latin1', start, start + length);

function readPng(bytes: Buffer): ImageSize | null {
  if (textAt(bytes, 1, 3) !== 'PNG' || textAt(bytes, 12, 4) !== 'IHDR') return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function readGif(bytes: Buffer): ImageSize | null {
  if (!/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return null;
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

function readWebp(bytes: Buffer): ImageSize | null {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return null;
  switch (textAt(bytes, 12, 4)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}

function readJpeg(bytes: Buffer): ImageSize | null {
  if (bytes.readUInt16BE(0) !== 0xffd8) return null;
  let isTurned = false;
  let at = 2;
  while (bytes[at] === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (marker === 0xe1) isTurned ||= isTurnedByExif(bytes.subarray(at + 4, at + 2 + length));
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const height = bytes.readUInt16BE(at + 5);
      const width = bytes.readUInt16BE(at + 7);
      return isTurned ? { width: height, height: width } : { width, height };
    }
    at += 2 + length;
  }
  return null;
}

function isTurnedByExif(segment: Buffer): boolean {
  if (textAt(segment, 0, 6) !== 'Exif\0\0') return false;
  const tiff = segment.subarray(6);
  if (tiff.length < 14) return false;
  const isLittle = textAt(tiff, 0, 2) === 'II';
  const read16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const read32 = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const list = read32(4);
  if (list + 2 > tiff.length) return false;
  const entries = Math.min(read16(list), Math.floor((tiff.length - list - 2) / 12));
  for (let index = 0; index < entries; index++) {
    const entry = list + 2 + index * 12;
    if (read16(entry) === 0x0112) return read16(entry + 8) >= 5;
  }
  return false;
}
