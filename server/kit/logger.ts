import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { prettyFactory } from 'pino-pretty';

/** Structured log lines: `log.info({ jobId }, 'Job done.')`. */
export type Logger = PinoLogger;

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LoggerInput {
  level: LogLevel;
  /** Coloured lines for a person instead of JSON for a program. */
  isPretty: boolean;
  /** Where lines go; standard output unless said otherwise. */
  destination?: DestinationStream;
}

/** Names of fields whose value is never written, wherever they stand in the first three levels. */
const hiddenFields = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'secretKey',
  'appSecret',
  'token',
  'accessToken',
  'access_token',
  'text',
  'email',
  'phone',
];

/** What betrays itself by its form: values in addresses and headers, and Meta's access tokens. */
const hiddenForms =
  /((?:\b(?:access_token|input_token|fb_exchange_token|client_secret|appsecret_proof|signature)|[?&]code)=)[^&\s"\\]+|(Bearer )[\w.~+/-]+=*|\bEAA[A-Za-z0-9]{20,}/g;

/**
 * The log of a process. Tokens, passwords, message texts and addresses of people never enter it: fields
 * with such names are blanked, and so is anything that looks like a token in any other text.
 */
export function createLogger({ level, isPretty, destination }: LoggerInput): Logger {
  const output = destination ?? pino.destination({ sync: true });
  const stream = isPretty ? prettyStream(output) : output;
  const options = {
    level,
    base: null,
    serializers: { err: describeError },
    redact: {
      paths: hiddenFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.headers["${name}"]`]),
      censor: '[hidden]',
    },
    hooks: { streamWrite: hideTokens },
  };
  return pino(options, stream);
}

/** Blanks what looks like a token in a text. */
export function hideTokens(text: string): string {
  return text.replace(
    hiddenForms,
    (_whole, name?: string, bearer?: string) => `${name ?? bearer ?? ''}[hidden]`,
  );
}

/** What an error says and where; not the connection, request or row that hangs on it. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { name, message, stack, code, ...(cause === undefined ? {} : { cause: describeError(cause) }) };
}

/** Formats in the same tick, so that the last lines before an exit are not lost. */
function prettyStream(output: DestinationStream): DestinationStream {
  const format = prettyFactory({
    colorize: true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
    singleLine: true,
  });
  return { write: (line) => output.write(format(line)) };
}
