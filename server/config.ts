import { isIP } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { logLevels, type LogLevel } from './kit/logger.ts';
import { shortestSecretKey } from './kit/secrets.ts';
import { settings, type Setting, type SettingName } from './settings.ts';

/** Everything that can be set from outside, checked. Paths are absolute, addresses end without a slash. */
export interface Config {
  /** `start` for a newcomer's machine, with demo and generated key; `serve` for production. */
  mode: 'start' | 'serve';
  http: { host: string; port: number };
  /** Null until the port is known, when `PORT` is 0 and no address was given. */
  publicUrl: string | null;
  /** Null for the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  filesDir: string;
  /** Null when it is to be generated into `dataDir`, or read from there. */
  secretKey: string | null;
  /** The addresses are null when they are the sandbox's. */
  facebook: { graphUrl: string | null; dialogUrl: string | null; graphVersion: string };
  /** Null when off. */
  sandbox: { port: number } | null;
  firstAdmin: { email: string; password: string } | null;
  mail: { smtpUrl: string; from: string } | null;
  roles: ReadonlySet<Role>;
  acceptsSha1Signatures: boolean;
  /** In proxy-addr's words; false: nobody's. */
  trustProxy: string | false;
  /** Outgoing webhooks may go to private networks. */
  allowsPrivateWebhooks: boolean;
  log: { level: LogLevel; isPretty: boolean };
}

export const roles = ['web', 'worker'] as const;
export type Role = (typeof roles)[number];

/** The environment as it was found: texts that are not empty. */
export type Env = Partial<Record<SettingName, string>> & { mode: Config['mode']; isTerminal: boolean };

/** What is wrong with the settings: one line for each. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** Reads the environment; the only place that does. `PAGEDESK_MODE` is set by our own scripts. */
export function readEnv(): Env {
  const found = Object.keys(settings)
    .filter((name): name is SettingName => name in settings)
    .map((name) => [name, process.env[name]?.trim()] as const)
    .filter(([, value]) => value !== undefined && value !== '');
  return {
    ...Object.fromEntries(found),
    mode: process.env['PAGEDESK_MODE'] === 'start' ? 'start' : 'serve',
    isTerminal: process.stdout.isTTY === true,
  };
}

/**
 * Checks the settings and fills in what was not given.
 * @throws ConfigProblem with a line for every setting that is wrong or missing.
 */
export function toConfig(env: Env): Config {
  const lines: string[] = [];
  const complain = (name: SettingName, what?: string) => lines.push(complaint(name, env[name], what));
  /** The value as `parse` understands it. A wrong one is noted, and `fallback` lets the checks go on. */
  const take = <T>(name: SettingName, parse: (text: string) => T | undefined, fallback: T): T => {
    const text = env[name] ?? settings[name].initial;
    if (text === '') return fallback;
    const value = parse(text);
    if (value === undefined) complain(name);
    return value ?? fallback;
  };
  /** Two settings that make sense together only. */
  const takePair = (one: SettingName, other: SettingName) => {
    if (env[one] && !env[other]) complain(other, 'is missing');
    if (!env[one] && env[other]) complain(one, 'is missing');
  };

  const isServing = env.mode === 'serve';
  for (const name of ['PUBLIC_URL', 'SECRET_KEY'] as const) {
    if (isServing && !env[name]) complain(name, 'is missing');
  }
  takePair('ADMIN_EMAIL', 'ADMIN_PASSWORD');
  takePair('SMTP_URL', 'MAIL_FROM');

  const port = take('PORT', parsePort, 3000);
  const sandboxPort = take('SANDBOX_PORT', parsePort, 3100);
  const isSandboxOn = take('SANDBOX', parseSwitch, !isServing);
  if (isServing && isSandboxOn) complain('SANDBOX');
  if (isSandboxOn && port === sandboxPort && port !== 0) complain('SANDBOX_PORT');

  const dataDir = path.resolve(take('DATA_DIR', parseText, './data'));
  const email = take('ADMIN_EMAIL', parseEmail, '');
  const password = take('ADMIN_PASSWORD', parsePassword, '');
  const smtpUrl = take('SMTP_URL', (text) => parseAddress(text, ['smtp:', 'smtps:']), '');
  const from = take('MAIL_FROM', parseSender, '');
  const root = (name: SettingName, real: string) =>
    take<string | null>(name, parseRoot, isSandboxOn ? null : real);

  const config: Config = {
    mode: env.mode,
    http: { host: take('HOST', parseHost, '127.0.0.1'), port },
    publicUrl: take<string | null>('PUBLIC_URL', parseOrigin, port === 0 ? null : `http://localhost:${port}`),
    databaseUrl: take<string | null>('DATABASE_URL', parseDatabaseUrl, null),
    dataDir,
    filesDir: take('FILES_URL', parseFilesUrl, path.join(dataDir, 'files')),
    secretKey: take<string | null>('SECRET_KEY', parseSecretKey, null),
    facebook: {
      graphUrl: root('GRAPH_URL', 'https://graph.facebook.com'),
      dialogUrl: root('FACEBOOK_URL', 'https://www.facebook.com'),
      graphVersion: take('GRAPH_VERSION', parseVersion, 'v26.0'),
    },
    sandbox: isSandboxOn ? { port: sandboxPort } : null,
    firstAdmin: email && password ? { email, password } : null,
    mail: smtpUrl && from ? { smtpUrl, from } : null,
    roles: take('ROLES', parseRoles, new Set(roles)),
    trustProxy: take<string | false>('TRUST_PROXY', parseProxies, 'loopback'),
    allowsPrivateWebhooks: take('WEBHOOKS_TO_PRIVATE', parseSwitch, false),
    acceptsSha1Signatures: take('WEBHOOK_SHA1', parseSwitch, false),
    log: { level: take('LOG_LEVEL', parseLevel, 'info'), isPretty: env.isTerminal },
  };
  if (lines.length > 0) throw new ConfigProblem(lines);
  return config;
}

function complaint(name: SettingName, value: string | undefined, what?: string): string {
  const setting: Setting = settings[name];
  const shown = setting.isSecret ? 'not what it should be' : JSON.stringify(value ?? '');
  return `${name} ${what ?? `is ${shown}`}: expected ${setting.expected}.`;
}

const parseText = (text: string): string => text;

function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function parseHost(text: string): string | undefined {
  return /^[\w.:-]+$/.test(text) ? text : undefined;
}

function parseSwitch(text: string): boolean | undefined {
  if (text === 'on') return true;
  return text === 'off' ? false : undefined;
}

function parseAddress(text: string, protocols: string[]): string | undefined {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined;
}

function parseRoot(text: string): string | undefined {
  return parseAddress(text, ['http:', 'https:'])?.replace(/\/+$/, '');
}

function parseOrigin(text: string): string | undefined {
  const root = parseRoot(text);
  if (root === undefined) return undefined;
  const { origin, pathname, search, hash } = new URL(root);
  return pathname === '/' && search === '' && hash === '' ? origin : undefined;
}

function parseDatabaseUrl(text: string): string | undefined {
  return parseAddress(text, ['postgres:', 'postgresql:']);
}

function parseFilesUrl(text: string): string | undefined {
  const rest = /^file:(.+)$/.exec(text)?.[1];
  if (rest === undefined) return undefined;
  return rest.startsWith('//') ? parseFileAddress(text) : path.resolve(rest);
}

function parseFileAddress(text: string): string | undefined {
  try {
    return fileURLToPath(text);
  } catch {
    return undefined;
  }
}

function parseSecretKey(text: string): string | undefined {
  return text.split(',').every((key) => key.trim().length >= shortestSecretKey) ? text : undefined;
}

const proxyNetworks = new Set(['loopback', 'linklocal', 'uniquelocal']);

function parseProxies(text: string): string | false | undefined {
  if (text === 'off') return false;
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => proxyNetworks.has(part) || isNetwork(part)) ? parts.join(', ') : undefined;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function parseVersion(text: string): string | undefined {
  return /^v\d+\.\d+$/.test(text) ? text : undefined;
}

function parseEmail(text: string): string | undefined {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text) ? text : undefined;
}

function parsePassword(text: string): string | undefined {
  return text.length >= 10 && text.length <= 1024 ? text : undefined;
}

function parseSender(text: string): string | undefined {
  return parseEmail(/<([^<>]+)>$/.exec(text)?.[1] ?? text) === undefined ? undefined : text;
}

function parseRoles(text: string): Set<Role> | undefined {
  const names = text.split(',').map((name) => name.trim());
  const known = roles.filter((role) => names.includes(role));
  return names.every((name) => roles.some((role) => role === name)) ? new Set(known) : undefined;
}

function parseLevel(text: string): LogLevel | undefined {
  return logLevels.find((level) => level === text);
}
