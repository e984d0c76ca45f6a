import { expect, test } from 'vitest';
import { browserArguments, browserCandidates } from '../../../build/browser.mjs';
import { checkNode, nodeIsRecent } from '../../../build/checkNode.mjs';
import { hasDisplay } from '../../../build/platform.mjs';
import { SetupError } from '../../../build/say.mjs';
import { sourceHash } from '../../../build/sourceHash.mjs';
import { countTests, summary, total, triedAgain } from '../../../build/testSteps.mjs';

test('Node 20.19 and newer are accepted, older ones are not', () => {
  const accepted = ['20.19.0', '20.20.2', '22.0.0', '24.21.0'].map(nodeIsRecent);
  expect(accepted).toEqual([true, true, true, true]);
  expect(['20.18.9', '18.20.0', '8.0.0'].map(nodeIsRecent)).toEqual([false, false, false]);
  expect(() => checkNode('18.20.0')).toThrow(SetupError);
  expect(() => checkNode('18.20.0')).toThrow('Node 20.19 or newer is needed, this is 18.20.0.');
});

test('only Linux can be without a display', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'darwin')).toBe(true);
  expect(hasDisplay({}, 'win32')).toBe(true);
});

test('browsers are looked for where each system keeps them', () => {
  expect(browserCandidates('linux', { PATH: '/usr/bin' })[0]).toBe('/usr/bin/chromium');
  expect(browserCandidates('darwin', { HOME: '/Users/a' })).toContain(
    '/Users/a/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );
  expect(browserCandidates('win32', { PROGRAMFILES: 'C:\\Programs' })).toContain(
    'C:\\Programs\\Microsoft\\Edge\\Application\\msedge.exe',
  );
});

test('the browser keeps its sandbox unless root runs it', () => {
  expect(browserArguments('http://127.0.0.1:1/', '/profile', false)).toContain(
    '--app=http://127.0.0.1:1/',
  );
  expect(browserArguments('u', '/profile', false)).not.toContain('--no-sandbox');
  expect(browserArguments('u', '/profile', true)).toContain('--no-sandbox');
});

test('the source hash is the same for the same sources', () => {
  expect(sourceHash()).toMatch(/^[0-9a-f]{64}$/);
});

test('a test run is counted, and one that failed without a failed test counts as one failure', () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, testResults: [] };
  expect(countTests(report, 1)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  expect(countTests(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  const broken = { numPassedTests: 5, testResults: [{ status: 'failed', assertionResults: [] }] };
  expect(countTests(broken, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
});

test('tests that passed only when tried again are named with what failed first', () => {
  const passed = (fullName: string, failureMessages: string[]) => ({
    status: 'passed',
    fullName,
    failureMessages,
  });
  const assertionResults = [
    passed('opens', []),
    passed('closes', ['Error: too late\n  at line 3']),
    { ...passed('fails', ['Error: both times']), status: 'failed' },
  ];
  expect(triedAgain({ testResults: [{ assertionResults }] })).toEqual(['closes: Error: too late']);
  expect(triedAgain(undefined)).toEqual([]);
});

test('the summary is one plain line over all runs', () => {
  const one = { passed: 4, failed: 0, skipped: 0 };
  const other = { passed: 6, failed: 1, skipped: 2 };
  expect(summary(total([one]))).toBe('4 passed, 0 failed');
  expect(summary(total([one, other]))).toBe('10 passed, 1 failed, 2 skipped');
});
