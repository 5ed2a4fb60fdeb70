import { inflateSync } from 'node:zlib';

/** The text of each page of a PDF of ours, read back through the table that tells which picture is which letter. */
export function readPdfText(pdf: Buffer): string[] {
  const streams = [...pdf.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(
    ([, data = '']) => inflate(Buffer.from(data, 'latin1')),
  );
  const table = streams.find((stream) => stream.includes('beginbfrange')) ?? '';
  const letters = new Map<number, string>();
  for (const [, first = '', , list = ''] of table.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g)) {
    for (const [index, [, units = '']] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const codes = units.replaceAll(' ', '').match(/.{4}/g) ?? [];
      letters.set(
        Number.parseInt(first, 16) + index,
        String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16))),
      );
    }
  }
  return streams
    .filter((stream) => stream.includes('BT'))
    .map((stream) =>
      [...stream.matchAll(/\[([^\]]*)\] TJ/g)].map(([, shown = '']) => wordOf(shown, letters)).join('\n'),
    );
}

function wordOf(shown: string, letters: ReadonlyMap<number, string>): string {
  return [...shown.matchAll(/<([0-9a-f]+)>/g)]
    .flatMap(([, glyphs = '']) => glyphs.match(/.{4}/g) ?? [])
    .map((glyph) => letters.get(Number.parseInt(glyph, 16)) ?? '')
    .join('');
}

function inflate(data: Buffer): string {
  try {
    return inflateSync(data).toString('latin1');
  } catch {
    return '';
  }
}
