import fs from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../build/paths.mjs';

interface LockEntry {
  version: string;
  integrity?: string;
  optionalDependencies?: Record<string, string>;
  hasInstallScript?: boolean;
}
const text = fs.readFileSync(inRoot('package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { packages: Record<string, LockEntry> };
const manifest = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

test('the lock file names the native binaries of every platform, so that npm ci is complete', () => {
  for (const name of ['@napi-rs/canvas', 'rolldown', 'lightningcss']) {
    const binaries = packages[`node_modules/${name}`]?.optionalDependencies ?? {};
    expect(Object.keys(binaries).length).toBeGreaterThan(5);
    for (const [binary, version] of Object.entries(binaries)) {
      expect(packages[`node_modules/${binary}`]?.version, binary).toBe(version);
    }
  }
});

test('the lock file names no registry host', () => {
  expect(text).not.toMatch(/"resolved": "https?:/);
});

test('every dependency is pinned to one version', () => {
  const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
  for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('every package of the lock file has the hash of its content, those of other platforms too', () => {
  const without = Object.entries(packages)
    .filter(([at, entry]) => at !== '' && !/^sha512-[\w+/]{86}==$/.test(entry.integrity ?? ''))
    .map(([at]) => at);
  expect(without).toEqual([]);
});
