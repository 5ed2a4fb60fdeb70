import { paintPng, type Colour } from './png.ts';
import { sampleFilm } from './sample-film.ts';

export interface SampleFile {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

const made = new Map<string, SampleFile>();

/** A small file of each kind that a person may send, made here and the same each time. */
export function sampleFile(type: 'image' | 'audio' | 'video' | 'file', name?: string): SampleFile {
  const key = `${type} ${name}`;
  const known = made.get(key);
  if (known) return known;
  const file = makeFile(type, name);
  if (made.size > 100) made.clear();
  made.set(key, file);
  return file;
}

function makeFile(type: 'image' | 'audio' | 'video' | 'file', name?: string): SampleFile {
  switch (type) {
    case 'image':
      return { name: name ?? 'photo.png', mimeType: 'image/png', bytes: photo() };
    case 'audio':
      return { name: name ?? 'voice-clip.wav', mimeType: 'audio/wav', bytes: voiceClip() };
    case 'video':
      return { name: name ?? 'clip.mp4', mimeType: 'video/mp4', bytes: sampleFilm() };
    case 'file':
      return {
        name: name ?? 'delivery-slip.pdf',
        mimeType: 'application/pdf',
        bytes: slip(name ?? 'delivery-slip.pdf'),
      };
  }
}

/** A desk by a window. */
function photo(): Buffer {
  const wall: Colour = [219, 228, 224];
  const top: Colour = [176, 128, 84];
  const leg: Colour = [140, 98, 62];
  const scratch: Colour = [226, 190, 150];
  const floor: Colour = [196, 182, 166];
  const glass: Colour = [242, 246, 245];
  return paintPng(480, 320, (x, y) => {
    if (x > 300 && x < 420 && y > 30 && y < 130)
      return Math.abs(x - 360) < 3 || Math.abs(y - 80) < 3 ? wall : glass;
    if (y > 170 && y < 190 && x > 70 && x < 410) {
      return Math.abs(y - 172 - (x - 110) / 6) < 1.5 && x > 110 && x < 200 ? scratch : top;
    }
    if (y >= 190 && y < 285 && (Math.abs(x - 95) < 8 || Math.abs(x - 385) < 8)) return leg;
    return y > 270 ? floor : wall;
  });
}

/** Two seconds of a voice-like hum: 8 kHz, 8 bits, one channel. */
function voiceClip(): Buffer {
  const rate = 8_000;
  const samples = Buffer.alloc(rate * 2);
  for (let i = 0; i < samples.length; i += 1) {
    const t = i / rate;
    const syllable = Math.max(0, Math.sin(t * 9)) * Math.max(0, Math.sin((t * Math.PI) / 2));
    samples[i] = Math.round(128 + 70 * syllable * Math.sin(2 * Math.PI * (140 + 25 * Math.sin(t * 4)) * t));
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** One page of PDF with its own name on it. */
function slip(name: string): Buffer {
  const title = name.replace(/[^\x20-\x7e]/g, '-').replace(/[()\\]/g, '');
  const text = `BT /F1 20 Tf 60 760 Td (${title}) Tj 0 -40 Td /F1 12 Tf (Harbour & Pine, delivered by own van) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  body += `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\n`;
  body += `startxref\n${offsets.length ? body.indexOf('xref\n0 ') : 0}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}
