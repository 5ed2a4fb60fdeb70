import path from 'node:path';
import { expect, test } from 'vitest';
import { ConfigProblem, toConfig, type Env } from './config.ts';

const start: Env = { mode: 'start', isTerminal: false };
const serve: Env = {
  mode: 'serve',
  isTerminal: false,
  PUBLIC_URL: 'https://desk.example.com',
  SECRET_KEY: 'k'.repeat(40),
};

function problemsOf(env: Env): readonly string[] {
  try {
    toConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblem) return error.lines;
    throw error;
  }
}

test('with nothing set, the demo runs on the embedded database', () => {
  expect(toConfig(start)).toEqual({
    mode: 'start',
    http: { host: '127.0.0.1', port: 3000 },
    publicUrl: 'http://localhost:3000',
    databaseUrl: null,
    dataDir: path.resolve('data'),
    filesDir: path.resolve('data/files'),
    secretKey: null,
    facebook: { graphUrl: null, dialogUrl: null, graphVersion: 'v26.0' },
    sandbox: { port: 3100 },
    firstAdmin: null,
    mail: null,
    roles: new Set(['web', 'worker']),
    trustProxy: 'loopback',
    acceptsSha1Signatures: false,
    allowsPrivateWebhooks: false,
    log: { level: 'info', isPretty: false },
  });
});

test('production has no sandbox and speaks to the real Facebook', () => {
  const config = toConfig(serve);
  expect(config.sandbox).toBeNull();
  expect(config.facebook.graphUrl).toBe('https://graph.facebook.com');
  expect(config.facebook.dialogUrl).toBe('https://www.facebook.com');
});

test('production does not start without its address and key', () => {
  const lines = problemsOf({ mode: 'serve', isTerminal: false });
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^PUBLIC_URL is missing: expected an address/);
  expect(lines[1]).toMatch(/^SECRET_KEY is missing: expected at least 32 characters/);
});

test('all wrong settings are told at once, each with its value and what was expected', () => {
  const lines = problemsOf({ ...start, PORT: 'http', LOG_LEVEL: 'loud', ROLES: 'web,cook' });
  expect(lines).toEqual([
    'PORT is "http": expected a whole number from 0 to 65535 (0 takes any free port).',
    expect.stringMatching(/^ROLES is "web,cook": expected /),
    expect.stringMatching(/^LOG_LEVEL is "loud": expected /),
  ]);
});

test.each([
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '3000.5'],
  ['HOST', 'a host'],
  ['DATABASE_URL', 'mysql://localhost/desk'],
  ['PUBLIC_URL', 'desk.example.com'],
  ['PUBLIC_URL', 'https://desk.example.com/path'],
  ['GRAPH_URL', 'graph.facebook.com'],
  ['FACEBOOK_URL', 'ftp://www.facebook.com'],
  ['GRAPH_VERSION', '26'],
  ['SANDBOX', 'yes'],
  ['SANDBOX_PORT', '3000'],
  ['SECRET_KEY', 'short'],
  ['SECRET_KEY', `${'k'.repeat(40)},`],
  ['FILES_URL', 's3://bucket/files'],
  ['FILES_URL', '/srv/files'],
  ['ROLES', ','],
  ['WEBHOOK_SHA1', '1'],
  ['TRUST_PROXY', 'everybody'],
  ['TRUST_PROXY', '10.0.0.0/99'],
  ['LOG_LEVEL', 'INFO'],
] as const)('%s=%s is refused in one line that names it', (name, value) => {
  const lines = problemsOf({ ...start, [name]: value });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(new RegExp(`^${name} .*expected`));
  expect(lines[0]).not.toContain('\n');
});

test.each([
  [{ ADMIN_EMAIL: 'a@example.com' }, 'ADMIN_PASSWORD'],
  [{ ADMIN_PASSWORD: 'long enough it is' }, 'ADMIN_EMAIL'],
  [{ SMTP_URL: 'smtp://mail.example.com' }, 'MAIL_FROM'],
  [{ MAIL_FROM: 'desk@example.com' }, 'SMTP_URL'],
])('half of a pair is refused: %j', (given, missing) => {
  expect(problemsOf({ ...start, ...given })).toEqual([
    expect.stringMatching(new RegExp(`^${missing} is missing`)),
  ]);
});

test('no secret is shown in a complaint', () => {
  const lines = problemsOf({
    ...start,
    SECRET_KEY: 'hunter2',
    DATABASE_URL: 'mysql://root:hunter2@db/desk',
    ADMIN_EMAIL: 'a@example.com',
    ADMIN_PASSWORD: 'hunter2',
    SMTP_URL: 'http://u:hunter2@mail',
    MAIL_FROM: 'desk@example.com',
  });
  expect(lines).toHaveLength(4);
  expect(lines.join('\n')).not.toContain('hunter2');
});

test('production refuses to run the sandbox', () => {
  expect(problemsOf({ ...serve, SANDBOX: 'on' })).toHaveLength(1);
});

test('a slash at the end of an address is dropped', () => {
  const config = toConfig({
    ...serve,
    PUBLIC_URL: 'https://desk.example.com/',
    GRAPH_URL: 'http://localhost:1/g/',
  });
  expect(config.publicUrl).toBe('https://desk.example.com');
  expect(config.facebook.graphUrl).toBe('http://localhost:1/g');
});

test('files may lie in any folder', () => {
  expect(toConfig({ ...start, FILES_URL: 'file:/srv/files' }).filesDir).toBe('/srv/files');
  expect(toConfig({ ...start, FILES_URL: 'file:///srv/files' }).filesDir).toBe('/srv/files');
  expect(toConfig({ ...start, DATA_DIR: '/srv/data' }).filesDir).toBe('/srv/data/files');
});

test('one role may be had alone', () => {
  expect(toConfig({ ...start, ROLES: ' worker ' }).roles).toEqual(new Set(['worker']));
});
