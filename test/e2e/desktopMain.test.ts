import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';

// The built main process with its real service, worker threads and files, on plain Node with a
// stand-in for the electron module: what is left untested without a runtime is Electron itself.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-main-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

interface Outcome {
  means: number[];
  outputs: number[];
  image: number[];
  slice: number[];
  traced: number;
  saved: string[];
  copied: string;
  opened: [string, { name: string }[]][];
  page: { status: number; text: string };
  preload: string;
}
let outcome: Outcome;

beforeAll(() => {
  const script = inRoot('test/e2e/desktopMain/drive.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, inRoot('test/fixtures/npy/one.npy')],
    { env: { ...process.env, PROFILE: folder }, encoding: 'utf8', timeout: 60_000 },
  );
  expect(status, stderr).toBe(0);
  outcome = JSON.parse(stdout) as Outcome;
});

const rounded = (values: readonly number[]) => values.map((value) => value.toFixed(4));

test('the page is served from the bundle, and the preload is where the window looks for it', () => {
  expect(outcome.page.status).toBe(200);
  expect(outcome.page.text).toContain('<div id="app">');
  expect(fs.existsSync(outcome.preload)).toBe(true);
});

test("the NLP example's means and the notebook's first and last outputs come from the worker threads", () => {
  expect(rounded(outcome.means)).toEqual(['0.6264', '-0.1400', '-0.0431', '0.0626', '-0.0629']);
  expect(outcome.outputs.length).toBe(40);
  expect(rounded(outcome.outputs.slice(0, 4))).toEqual(['1.0112', '0.6694', '0.2133', '-2.1240']);
  expect(rounded(outcome.outputs.slice(-4))).toEqual(['1.2202', '-0.3651', '-1.3004', '-1.2020']);
});

test("the image example's first outputs are torch's", () => {
  expect(rounded(outcome.image)).toEqual(['-0.9478', '-1.0392', '1.8916', '0.1218', '0.3434']);
});

test('a slice and a trace have the same numbers', () => {
  expect(rounded(outcome.slice)).toEqual(['1.0112', '0.6694', '0.8342', '-1.1157']);
  expect(outcome.traced.toFixed(4)).toBe('1.0112');
});

test('every format is written to where the dialog said, and the picture is copied', () => {
  const names = outcome.saved.map((file) => path.relative(folder, file));
  expect(names).toEqual(
    ['png', 'svg', 'json', 'npy'].map((format) => `documents/nlp-BatchNorm1d.${format}`),
  );
  for (const file of outcome.saved) expect(fs.statSync(file).size).toBeGreaterThan(100);
  const report = JSON.parse(fs.readFileSync(outcome.saved[2] ?? '', 'utf8')) as object;
  expect(report).toMatchObject({ schema: 'normscope-report' });
  expect(outcome.copied).toBe('image/png');
});

test('the file of the command line is opened', () => {
  expect(outcome.opened).toMatchObject([['opened', [{ name: 'one.npy' }]]]);
});
