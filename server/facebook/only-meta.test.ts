import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const server = fileURLToPath(new URL('..', import.meta.url));
const metas = /^(www\.facebook\.com|graph\.facebook\.com|developers\.facebook\.com|m\.me)$/;
/** Names of this machine, and those that stand in examples (RFC 2606). */
const nobodys = /^(localhost|desk|([\w-]+\.)*example(\.com)?)$/;

/** What runs: neither tests nor what only they use. */
function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sources(file);
    return file.endsWith('.ts') && !file.endsWith('.test.ts') ? [file] : [];
  });
}

test('R17: no host stands in the server but Meta’s: there is no cloud of a vendor to be reached', () => {
  const hosts = sources(server).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/https?:\/\/([\w-]+(?:\.[\w-]+)*)/g)].map(
      ([, host]) => host ?? '',
    ),
  );
  expect(hosts).toContain('graph.facebook.com');
  expect([...new Set(hosts)].filter((host) => !metas.test(host) && !nobodys.test(host))).toEqual([]);
});
