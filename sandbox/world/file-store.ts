import type { FileRecord } from './records.ts';

const mostBytes = 256 * 1024 * 1024;

/** The bytes of attachments. The oldest go when there are more than 256 MB of them. */
export class FileStore {
  readonly #files = new Map<string, FileRecord>();
  #bytes = 0;

  add(file: FileRecord): FileRecord {
    this.#files.set(file.id, file);
    this.#bytes += file.bytes.byteLength;
    for (const [id, oldest] of this.#files) {
      if (this.#bytes <= mostBytes || id === file.id) break;
      this.#files.delete(id);
      this.#bytes -= oldest.bytes.byteLength;
    }
    return file;
  }

  get(id: string): FileRecord | undefined {
    return this.#files.get(id);
  }

  all(): Iterable<FileRecord> {
    return this.#files.values();
  }

  clear(): void {
    this.#files.clear();
    this.#bytes = 0;
  }
}
