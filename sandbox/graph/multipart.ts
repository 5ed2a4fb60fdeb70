import type { UploadedPart } from './graph-call.ts';

/** Reads multipart/form-data: texts by name, and the files. Null when there is no boundary. */
export function readMultipart(
  contentType: string,
  body: Buffer,
): { texts: Record<string, string>; uploads: UploadedPart[] } | null {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const texts: Record<string, string> = {};
  const uploads: UploadedPart[] = [];
  const delimiter = Buffer.from(`--${boundary}`);
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const next = body.indexOf(delimiter, start + delimiter.length);
    if (next < 0) break;
    readPart(body.subarray(start + delimiter.length + 2, next - 2), texts, uploads);
    start = next;
  }
  return { texts, uploads };
}

function readPart(part: Buffer, texts: Record<string, string>, uploads: UploadedPart[]): void {
  const split = part.indexOf('\r\n\r\n');
  if (split < 0) return;
  const head = part.subarray(0, split).toString('utf8');
  const bytes = part.subarray(split + 4);
  const field = /[; ]name="([^"]*)"/i.exec(head)?.[1];
  if (field === undefined) return;
  const fileName = /filename="([^"]*)"/i.exec(head)?.[1];
  const mimeType = /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1]?.trim();
  if (fileName === undefined) texts[field] = bytes.toString('utf8');
  else {
    uploads.push({
      field,
      name: fileName || 'file',
      mimeType: mimeType ?? 'application/octet-stream',
      bytes: Buffer.from(bytes),
    });
  }
}
