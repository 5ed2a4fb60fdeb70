import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { imageHeaderBytes, readImageSize, type ImageSize } from '../../kit/image-size.ts';

/** What the bytes of a file say about it. */
export interface FileFacts {
  /** `text/plain` for what reads as UTF-8 text, `application/octet-stream` when nothing is recognised. */
  mimeType: string;
  /** Usual ending without the dot; null when the type tells none. */
  extension: string | null;
  size: ImageSize | null;
  /** A program or script by its bytes, whatever it is called. */
  isProgram: boolean;
}

const programTypes = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/java-archive',
  'application/x-ms-regedit',
  'application/x.ms.shortcut',
  'application/vnd.ms-htmlhelp',
  'application/vnd.ms-cab-compressed',
]);

/** Tells the type of a file from its bytes. Its name and what the sender declared are never asked. */
export async function tellType(path: string): Promise<FileFacts> {
  const head = await readHead(path);
  const found = await fileTypeFromFile(path);
  if (found) {
    // Parameters as in `audio/ogg; codecs=opus` are of no use to us and not allowed everywhere.
    const mimeType = found.mime.split(';')[0]?.trim() ?? found.mime;
    const size = mimeType.startsWith('image/') ? readImageSize(head) : null;
    return { mimeType, extension: found.ext, size, isProgram: programTypes.has(mimeType) };
  }
  if (!isText(head)) {
    return { mimeType: 'application/octet-stream', extension: null, size: null, isProgram: false };
  }
  return {
    mimeType: 'text/plain',
    extension: 'txt',
    size: null,
    isProgram: head.toString('latin1', 0, 2) === '#!',
  };
}

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(imageHeaderBytes), 0, imageHeaderBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** UTF-8 without control characters other than white space. A character cut in two at the end does not count. */
function isText(head: Buffer): boolean {
  if (head.length === 0) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(text);
  } catch {
    return false;
  }
}
