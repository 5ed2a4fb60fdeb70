import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What is words inside; pictures and fonts are small already. */
const words = /\.(css|html|js|json|svg|webmanifest)$/;
/** Smaller ones gain nothing worth a file. */
const leastBytes = 1_024;

/**
 * Lays a brotli and a gzip twin beside every larger file of words, so that the server sends the small one without
 * working for it.
 */
export function compressScreens(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (!words.test(name) || statSync(file).size < leastBytes) continue;
    const bytes = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
