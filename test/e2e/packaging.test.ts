import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';

// electron-builder packages the real dist/ around a stub of the Electron runtime, with no network.
// The stub is a shell script that carries a fuse wire (github.com/electron/fuses): a sentinel, the
// version 1, the number of fuses and one digit each.
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;
/** Some of the fifty that Electron comes with. */
const LOCALES = ['de.pak', 'en-GB.pak', 'en-US.pak', 'fr.pak', 'ko.pak', 'zh-CN.pak'];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-package-'));
const unpacked = path.join(folder, 'release/linux-unpacked');
const resources = path.join(unpacked, 'resources');

interface AsarEntry {
  files?: Record<string, AsarEntry>;
  unpacked?: boolean;
}

/** An archive's header: four little-endian words (4, size, size, length), then JSON. */
function asar(header: AsarEntry): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const padding = (4 - (json.length % 4)) % 4;
  const words = Buffer.alloc(16);
  const size = json.length + padding + 4;
  [4, size + 4, size, json.length].forEach((value, i) => words.writeUInt32LE(value, 4 * i));
  return Buffer.concat([words, json, Buffer.alloc(padding)]);
}

function asarFiles(file: string): Map<string, AsarEntry> {
  const bytes = fs.readFileSync(file);
  const json = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString();
  const found = new Map<string, AsarEntry>();
  const walk = (entry: AsarEntry, at: string) => {
    found.set(at, entry);
    for (const [name, child] of Object.entries(entry.files ?? {})) walk(child, `${at}/${name}`);
  };
  walk(JSON.parse(json) as AsarEntry, '');
  return found;
}

let files: Map<string, AsarEntry>;

beforeAll(async () => {
  const runtime = path.join(folder, 'runtime');
  fs.mkdirSync(path.join(runtime, 'resources'), { recursive: true });
  fs.writeFileSync(path.join(runtime, 'resources/default_app.asar'), asar({ files: {} }));
  const wire = `${SENTINEL}\x01${String.fromCharCode(FUSES)}${'1'.repeat(FUSES)}`;
  fs.mkdirSync(path.join(runtime, 'locales'));
  for (const locale of LOCALES) fs.writeFileSync(path.join(runtime, 'locales', locale), '');
  fs.writeFileSync(path.join(runtime, 'electron'), `#!/bin/sh\nexit 0\n${wire}\n`, { mode: 0o755 });
  await promisify(execFile)(
    process.execPath,
    [
      inRoot('node_modules/electron-builder/cli.js'),
      ...['--linux', 'dir', '--publish', 'never'],
      ...['--config', 'build/electron-builder.config.mjs'],
      `-c.electronDist=${runtime}`,
      `-c.directories.output=${path.join(folder, 'release')}`,
    ],
    { cwd: inRoot('.') },
  );
  files = asarFiles(path.join(resources, 'app.asar'));
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

/** All that the archive may hold: every file is of one of these kinds, and every kind is there. */
const CONTENTS = [
  /^\/package\.json$/,
  /^\/dist\/icon\.png$/,
  /^\/dist\/main\/main\.js$/,
  /^\/dist\/preload\/preload\.cjs$/,
  /^\/dist\/workers\/(?:worker|crewWorker|rasterWorker)\.js$/,
  /^\/dist\/chunks\/[\w.-]+\.js$/,
  // What a hand-out carries with it.
  /^\/dist\/page\/page\.(?:css|js)$/,
  /^\/dist\/wasm\/kernels\.wasm$/,
  /^\/dist\/renderer\/index\.html$/,
  /^\/dist\/renderer\/notices\.txt$/,
  /^\/dist\/renderer\/assets\/[\w.-]+\.(?:js|css|svg)$/,
  /^\/dist\/renderer\/assets\/KaTeX_[\w-]+\.woff2$/,
  /^\/dist\/renderer\/fonts\/(?:Inter|Pretendard|JetBrainsMono)-(?:Regular|SemiBold|Bold)\.woff2$/,
  /^\/node_modules\/@napi-rs\/canvas\/(?:LICENSE|package\.json|[\w-]+\.js)$/,
  /^\/node_modules\/@napi-rs\/canvas-[\w-]+\/(?:package\.json|sbom\.cdx\.json|skia[\w.-]+\.node)$/,
];

test('the packaged app holds exactly what it needs: no browser host, no command line, fonts once', () => {
  const held = [...files].filter(([, entry]) => !entry.files).map(([name]) => name);
  expect(held.filter((name) => !CONTENTS.some((kind) => kind.test(name)))).toEqual([]);
  expect(CONTENTS.filter((kind) => !held.some((name) => kind.test(name)))).toEqual([]);
});

test("of Chromium's languages those of the program are left, and nothing says where updates come from", () => {
  expect(fs.readdirSync(path.join(unpacked, 'locales')).sort()).toEqual(['en-US.pak', 'ko.pak']);
  expect(fs.readdirSync(resources)).not.toContain('app-update.yml');
});

test('beside the archive lie the licence and the notices of what is in it', () => {
  for (const [name, text] of [
    ['LICENSE.txt', 'MIT License'],
    ['THIRD-PARTY-NOTICES.txt', 'Svelte Contributors'],
  ] as const)
    expect(fs.readFileSync(path.join(unpacked, name), 'utf8')).toContain(text);
});

test('native modules lie outside the archive, where the dynamic loader finds them', () => {
  const native = [...files].filter(([name]) => name.endsWith('.node'));
  expect(native.length).toBeGreaterThan(0);
  for (const [name, entry] of native) {
    expect(entry.unpacked).toBe(true);
    expect(fs.existsSync(path.join(resources, 'app.asar.unpacked', name))).toBe(true);
  }
});

test('worker threads and what they read by path lie outside the archive', () => {
  const needed = /^\/dist\/(workers|chunks|wasm|renderer\/fonts)\//;
  const found = [...files].filter(([name, entry]) => needed.test(name) && !entry.files);
  expect(found.length).toBeGreaterThan(5);
  for (const [name] of found)
    expect(fs.existsSync(path.join(resources, 'app.asar.unpacked', name)), name).toBe(true);
  for (const name of ['dist/workers/worker.js', 'node_modules/@napi-rs/canvas/package.json'])
    expect(fs.existsSync(path.join(resources, 'app.asar.unpacked', name)), name).toBe(true);
});

test('the fuses forbid Node in the packaged executable and code from outside the archive', () => {
  const executable = fs.readFileSync(path.join(unpacked, 'normscope'), 'latin1');
  const wire = executable.slice(executable.indexOf(SENTINEL) + SENTINEL.length + 2).slice(0, FUSES);
  // RunAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, only asar,
  // browser-process snapshot, privileges of file:, WebAssembly traps
  expect(wire).toBe('010011001');
});
