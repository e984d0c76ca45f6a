import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import { roomsRule } from '../../../build/eslint/roomsRule.mjs';
import ts from 'typescript-eslint';

/** Only the rooms rule, so that a fake file needs no type information. */
const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parser: ts.parser },
    plugins: { normscope: { rules: { rooms: roomsRule as never } } },
    rules: { 'normscope/rooms': 'error' },
  },
});

async function messages(filePath: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap((result) => result.messages.map((entry) => entry.message));
}

test.each([
  ['core/norm/x.ts', "import { a } from '../../electron/ipc/contract.ts';"],
  ['core/norm/x.ts', "import { a } from '../../renderer/app/a.ts';"],
  ['core/norm/x.ts', "import fs from 'node:fs';"],
  ['core/norm/x.ts', "import fs from 'fs';"],
  ['core/norm/x.ts', "import { app } from 'electron';"],
  ['core/norm/x.ts', "import type { app } from 'electron';"],
  ['core/norm/x.ts', "import { scaleLinear } from 'd3-scale';"],
  ['core/figure/x.ts', "import { select } from 'd3-selection';"],
  ['core/norm/x.ts', "import { zlibSync } from 'fflate';"],
  ['core/norm/x.ts', "export { a } from '../../electron/ipc/contract.ts';"],
  ['core/norm/x.ts', "export * from 'node:path';"],
  ['core/norm/x.ts', "const a = await import('node:fs');"],
  ['core/norm/x.ts', "type A = import('node:fs').Stats;"],
  ['renderer/x.ts', "import { CONTRACT } from '../electron/ipc/contract.ts';"],
  ['renderer/x.ts', "import type { A } from '../electron/service/service.ts';"],
  ['renderer/x.ts', "import { ipcRenderer } from 'electron';"],
  ['renderer/x.ts', "import fs from 'node:fs';"],
  ['renderer/x.ts', "import canvas from '@napi-rs/canvas';"],
  ['renderer/ui/x.ts', "import { a } from '../explore/a.ts';"],
  ['renderer/ui/x.ts', "import type { A } from '../canvas/a.ts';"],
  ['renderer/canvas/x.ts', "import { a } from '../compare/a.ts';"],
  ['renderer/compare/x.ts', "import { a } from '../explore/a.ts';"],
  ['renderer/lessons/x.ts', "import type { App } from '../app/app.svelte.ts';"],
  ['renderer/explore/stage/x.ts', "import { a } from '../../training/a.ts';"],
  ['renderer/explore/stage/x.ts', "import { a } from '../../../electron/service/a.ts';"],
  ['electron/service/x.ts', "import { app } from 'electron';"],
  ['electron/workers/x.ts', "import { app } from 'electron/main';"],
  ['electron/cli/x.ts', "import { app } from 'electron';"],
  ['electron/web/x.ts', "import { app } from 'electron';"],
  ['electron/ipc/x.ts', "import { app } from 'electron';"],
  ['electron/service/x.ts', "import { a } from '../main/window.ts';"],
  ['electron/cli/x.ts', "import { a } from '../web/server.ts';"],
  ['electron/preload/x.ts', "import { a } from '../service/service.ts';"],
  ['electron/main/x.ts', "import { a } from '../../renderer/app/a.ts';"],
])('the rooms rule rejects in %s: %s', async (file, code) => {
  expect(await messages(file, code)).toHaveLength(1);
});

test.each([
  ['core/norm/x.ts', "import { a } from '../tensor/tensor.ts';"],
  ['core/figure/x.ts', "import { scaleLinear } from 'd3-scale';"],
  ['core/io/x.ts', "import { unzipSync } from 'fflate';"],
  ['renderer/x.ts', "import type { CONTRACT } from '../electron/ipc/contract.ts';"],
  ['renderer/x.ts', "import { mount } from 'svelte'; import { a } from '../core/request.ts';"],
  ['renderer/x.ts', "import 'katex/dist/katex.min.css'; import './app.css';"],
  ['renderer/app/x.ts', "import { a } from '../explore/a.ts'; import { b } from '../large/b.ts';"],
  ['renderer/explore/stage/x.ts', "import { a } from '../slice/a.ts';"],
  ['renderer/explore/slice/x.ts', "import { a } from '../../canvas/a.ts';"],
  ['renderer/large/x.ts', "import type { A } from '../../electron/ipc/contract.ts';"],
  ['electron/main/x.ts', "import { app } from 'electron'; import { a } from '../service/a.ts';"],
  ['electron/preload/x.ts', "import { contextBridge } from 'electron';"],
  ['electron/workers/x.ts', "import { createCanvas } from '@napi-rs/canvas';"],
  ['electron/web/x.ts', "import { WebSocketServer } from 'ws'; import http from 'node:http';"],
  ['test/x.ts', "import { a } from '../electron/main/window.ts';"],
])('the rooms rule accepts in %s: %s', async (file, code) => {
  expect(await messages(file, code)).toEqual([]);
});

test('a circle of imports is refused and told file by file, types included', async () => {
  // npz.ts reads headers, which know shapes.
  const [message] = await messages(
    'core/io/shape.ts',
    "import type { a } from './npz.ts'; export const b = 1;",
  );
  expect(message).toContain(
    'a circle: core/io/shape.ts → core/io/npz.ts → core/io/npyHeader.ts → core/io/shape.ts',
  );
});

test('an import against the direction of two folders is refused', async () => {
  const [message] = await messages(
    'core/tensor/x.ts',
    "import type { Plan } from '../norm/spec.ts';",
  );
  expect(message).toMatch(
    /the folders import each other: core\/norm\/\w+\.ts → core\/tensor\/\w+\.ts/,
  );
});

test('the rules of rooms and files are switched on for every room of the repository', async () => {
  const configured = new ESLint();
  for (const file of ['core/request.ts', 'electron/ipc/contract.ts', 'renderer/main.ts']) {
    const config = (await configured.calculateConfigForFile(file)) as {
      rules: Record<string, unknown>;
    };
    expect(config.rules['normscope/rooms']).toEqual([2]);
    expect(config.rules['normscope/own-file']).toEqual([2]);
  }
});
