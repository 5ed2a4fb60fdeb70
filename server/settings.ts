/** One environment variable: what `docs/configuration.md` and `.env.example` tell about it. */
export interface Setting {
  /** The value when none is given, as one would write it; empty text when there is none. */
  initial: string;
  /** Said instead of `initial` where the value depends on something. */
  initially?: string;
  meaning: string;
  /** What a right value looks like; the end of the sentence `NAME is …: expected …`. */
  expected: string;
  /** Its value is never shown, in an error either. */
  isSecret?: true;
}

/** Every setting, in the order in which they are documented. */
export const settings = {
  PORT: {
    initial: '3000',
    meaning: "Port of the desk's HTTP address.",
    expected: 'a whole number from 0 to 65535 (0 takes any free port)',
  },
  HOST: {
    initial: '127.0.0.1',
    meaning: 'Address the desk listens on; `0.0.0.0` in a container.',
    expected: 'an address or host name of this machine, such as 127.0.0.1 or 0.0.0.0',
  },
  DATABASE_URL: {
    initial: '',
    initially: 'an embedded PostgreSQL under `DATA_DIR`',
    meaning: 'The PostgreSQL (15 or newer) to use. Needed to run several processes.',
    expected: 'an address such as postgres://user:password@host:5432/database',
    isSecret: true,
  },
  DATA_DIR: {
    initial: './data',
    meaning: 'Folder of the embedded database, of files, and of the generated key.',
    expected: 'the path of a folder',
  },
  PUBLIC_URL: {
    initial: '',
    initially: '`http://localhost:PORT`; required by `npm run serve`',
    meaning: 'Address under which Meta and browsers reach the desk; callback addresses are built from it.',
    expected: 'an address without a path, such as https://desk.example.com',
  },
  SECRET_KEY: {
    initial: '',
    initially: 'generated once into `DATA_DIR`; required by `npm run serve`',
    meaning:
      'Seals tokens and app secrets at rest, and signs links. Several keys may be given, separated by commas: the first one is used, the others still open what they sealed.',
    expected: 'at least 32 characters that cannot be guessed, for example from `openssl rand -base64 48`',
    isSecret: true,
  },
  GRAPH_URL: {
    initial: '',
    initially: "the sandbox's when that is on, else `https://graph.facebook.com`",
    meaning: 'Root of the Graph API.',
    expected: 'an address such as https://graph.facebook.com',
  },
  FACEBOOK_URL: {
    initial: '',
    initially: "the sandbox's when that is on, else `https://www.facebook.com`",
    meaning: 'Root of the login dialog.',
    expected: 'an address such as https://www.facebook.com',
  },
  GRAPH_VERSION: {
    initial: 'v26.0',
    meaning: 'Version of the Graph API.',
    expected: 'a version such as v26.0',
  },
  SANDBOX: {
    initial: '',
    initially: '`on` in `npm start`, `off` in `npm run serve`',
    meaning: 'Whether a stand-in for Facebook, with a demo page and customers, runs beside the desk.',
    expected: 'on or off (always off in `npm run serve`)',
  },
  SANDBOX_PORT: {
    initial: '3100',
    meaning: "Port of the sandbox's HTTP address.",
    expected: 'a whole number from 0 to 65535 (0 takes any free port) that is not PORT',
  },
  ADMIN_EMAIL: {
    initial: '',
    initially: 'a one-time link, printed at start, opens a page that creates the administrator',
    meaning: 'The first administrator, created when there is no user yet.',
    expected: 'an e-mail address, together with ADMIN_PASSWORD',
  },
  ADMIN_PASSWORD: {
    initial: '',
    meaning: "The first administrator's password.",
    expected: '10 to 1024 characters, together with ADMIN_EMAIL',
    isSecret: true,
  },
  SMTP_URL: {
    initial: '',
    initially: 'mails are kept and shown to administrators under Settings, Mail',
    meaning: 'The mail server.',
    expected: 'an address such as smtps://user:password@mail.example.com:465, together with MAIL_FROM',
    isSecret: true,
  },
  MAIL_FROM: {
    initial: '',
    meaning: 'The sender of mails.',
    expected: 'a sender such as Pagedesk <desk@example.com>, together with SMTP_URL',
  },
  FILES_URL: {
    initial: '',
    initially: '`file:DATA_DIR/files`',
    meaning: 'Where attachments are kept.',
    expected:
      'file: and the path of a folder (s3 is not supported yet: let all machines mount one folder instead)',
  },
  TRUST_PROXY: {
    initial: 'loopback',
    meaning:
      'Whose `X-Forwarded-For` is believed: the address that failed sign-ins are counted by. Behind a proxy in another container, name its network, for example `uniquelocal`.',
    expected:
      'off, or addresses and networks separated by commas, among them loopback, linklocal and uniquelocal',
  },
  ROLES: {
    initial: 'web,worker',
    meaning: 'What this process does: serve browsers and webhooks, or work through the queues, or both.',
    expected: 'web, worker, or both separated by a comma',
  },
  WEBHOOK_SHA1: {
    initial: 'off',
    meaning: 'Whether a webhook that carries only the old SHA-1 signature is accepted.',
    expected: 'on or off',
  },
  WEBHOOKS_TO_PRIVATE: {
    initial: 'off',
    meaning:
      'Whether outgoing webhooks, and questions to services that name agents or translate, may go to addresses in private networks, where a neighbour of the desk may listen.',
    expected: 'on or off',
  },
  LOG_LEVEL: {
    initial: 'info',
    meaning: 'How much is logged: JSON lines, or coloured ones on a terminal.',
    expected: 'one of trace, debug, info, warn, error, fatal, silent',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
