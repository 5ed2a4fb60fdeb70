import { expect, test } from 'vitest';
import { createLogger, type LoggerInput } from './logger.ts';

function captureLog(input: Partial<LoggerInput> = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { lines, log: createLogger({ level: 'info', isPretty: false, destination, ...input }) };
}

test('a line is JSON with level, time and message', () => {
  const { lines, log } = captureLog();
  log.info({ jobId: 7 }, 'Job done.');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, jobId: 7, msg: 'Job done.' });
});

test('fields with secrets or words of customers are blanked', () => {
  const { lines, log } = captureLog();
  log.info({
    password: 'hunter2',
    request: { headers: { authorization: 'Basic abcdef', cookie: 'sid=s3cret' } },
    page: { accessToken: 'tok-1', message: { text: 'my card number' } },
  });
  expect(lines.join('')).not.toMatch(/hunter2|abcdef|s3cret|tok-1|card number/);
});

test('tokens in addresses, headers and error texts are blanked', () => {
  const { lines, log } = captureLog();
  const token = `EAA${'b'.repeat(40)}`;
  log.error(new Error(`GET /me?access_token=${token}&fields=id failed, sent Bearer abc.def-ghi`));
  log.info(`Page answered with ${token}.`);
  expect(lines.join('')).not.toMatch(/EAAb|abc\.def/);
  expect(lines.join('')).toContain('&fields=id failed');
});

test('of an error only what it says is written, not what hangs on it', () => {
  const { lines, log } = captureLog();
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (name)=(Ingrid) exists.',
  });
  log.error(
    { err: Object.assign(new Error('Not saved.', { cause }), { client: { host: 'db' } }) },
    'Failed.',
  );
  const { err } = JSON.parse(lines[0] ?? '');
  expect(err).toMatchObject({ message: 'Not saved.', cause: { message: 'duplicate key', code: '23505' } });
  expect(lines[0]).not.toMatch(/Ingrid|client/);
});

test('a pretty line is for a person and hides the same', () => {
  const { lines, log } = captureLog({ isPretty: true });
  log.warn({ token: 'tok-2' }, 'Look.');
  expect(lines.join('')).toContain('Look.');
  expect(lines.join('')).not.toContain('tok-2');
});

test('lines below the level are not written', () => {
  const { lines, log } = captureLog({ level: 'warn' });
  log.info('quiet');
  expect(lines).toEqual([]);
});
