import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { settings, type Setting } from '../server/settings.ts';

// Makes docs/configuration.md and .env.example from server/settings.ts. `--check` only tells whether they
// are current.

const all: [string, Setting][] = Object.entries(settings);

function page(): string {
  const rows = all.map(
    ([name, setting]) => `| \`${name}\` | ${initialOf(setting)} | ${setting.meaning} | ${setting.expected} |`,
  );
  return `# Configuration

Pagedesk is set through its environment; \`npm start\`, \`npm run serve\` and \`npm run dev\` also read a file
\`.env\` in the working directory (\`.env.example\` is one to begin with). Every value is checked at start: each
wrong one is named in a line of its own with what was expected, and nothing runs.

This page is made from \`server/settings.ts\` by \`scripts/write-configuration-doc.ts\`.

| Name | Default | Meaning | Right is |
| --- | --- | --- | --- |
${rows.join('\n')}

## Changing the key

Put the new key in front of the old one, \`SECRET_KEY=new,old\`, and start again: from now on everything is
sealed by the new one, and what the old one sealed can still be read. With a generated key, edit the file
\`secret-key\` in \`DATA_DIR\` in the same way.
`;
}

function example(): string {
  const lines = all.map(([name, setting]) => {
    const comment = setting.initial === '' ? plain(initialOf(setting)) : '';
    return `# ${plain(setting.meaning)}${comment && comment !== 'empty' ? `\n# Without it: ${comment}.` : ''}\n# ${name}=${setting.initial}\n`;
  });
  return `# Copy to .env and take away the # where you want something else. docs/configuration.md tells more.\n\n${lines.join('\n')}`;
}

function initialOf({ initial, initially }: Setting): string {
  return initially ?? (initial === '' ? 'empty' : `\`${initial}\``);
}

function plain(text: string): string {
  return text.replaceAll('`', '');
}

async function write(file: string, text: string): Promise<void> {
  const options = { ...(await resolveConfig(file)), filepath: file };
  const current = file.endsWith('.md') ? await format(text, options) : text;
  if (!process.argv.includes('--check')) return writeFileSync(file, current);
  if (readOrEmpty(file) === current) return;
  console.error(`${file} is not current: run npx tsx scripts/write-configuration-doc.ts`);
  process.exitCode = 1;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

await write('docs/configuration.md', page());
await write('.env.example', example());
