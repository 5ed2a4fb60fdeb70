import { writeFileSync } from 'node:fs';

const linesOfError = 30;

/**
 * Writes how a run of vitest ended into the file named by RESULTS_FILE: the counts, and each failure with its
 * file, its full name and the first lines of its error. `npm test` tells them last, so that who keeps only the end
 * of the output knows what failed. A hook, a leak or an error that nobody caught fails a run without failing a test.
 */
export default class ResultsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state) => tests.filter((test) => test.result().state === state).length;
    const failures = [
      ...modules.flatMap(describeModule),
      ...unhandledErrors.map((error) => describe('Nobody caught this error', [error])),
    ];
    const results = { passed: count('passed'), failed: failures.length, skipped: count('skipped'), failures };
    writeFileSync(process.env.RESULTS_FILE, JSON.stringify(results));
  }
}

function describeModule(module) {
  const name = module.relativeModuleId;
  const suites = [...module.children.allSuites()];
  const tests = [...module.children.allTests('failed')];
  return [
    ...(module.errors().length > 0 ? [describe(name, module.errors())] : []),
    ...suites
      .filter((suite) => suite.errors().length > 0)
      .map((suite) => describe(`${name} > ${suite.fullName}`, suite.errors())),
    ...tests.map((test) => describe(`${name} > ${test.fullName}`, test.result().errors)),
  ];
}

/** A property that fails says with which values; why it does is the cause. */
function withCauses(error) {
  return error.cause && typeof error.cause === 'object' ? [error, ...withCauses(error.cause)] : [error];
}

function describe(name, errors) {
  // The stack of a test that ran out of time begins with another message.
  const lines = errors
    .flatMap(withCauses)
    .flatMap(({ name: kind, message, stack = '', diff = '' }) => [
      ...`${kind}: ${message}`.split('\n'),
      ...diff.split('\n'),
      ...stack.split('\n').filter((line) => /^\s+at /.test(line)),
    ]);
  const told = lines.filter((line) => line.trim() !== '' && !line.includes('node_modules'));
  return [`✗ ${name}`, ...told.slice(0, linesOfError).map((line) => `    ${line}`)].join('\n');
}
