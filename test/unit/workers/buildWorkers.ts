import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { nodeBundle } from '../../../build/nodeBundle.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const SOURCES = {
  worker: 'electron/workers/worker.ts',
  crewWorker: 'electron/workers/engine/crewWorker.ts',
  service: 'electron/service/service.ts',
  settings: 'electron/service/settings.ts',
} as const;

/** A folder like dist/ with these workers, built from the source as it is. */
export async function buildWorkers(
  names: readonly (keyof typeof SOURCES)[],
): Promise<{ readonly dist: URL; readonly remove: () => void }> {
  // Below node_modules, where a worker finds its packages.
  const parent = path.join(root, 'node_modules', '.tmp');
  mkdirSync(parent, { recursive: true });
  const dist = mkdtempSync(path.join(parent, 'workers-test-'));
  const { build: options } = nodeBundle;
  const input = Object.fromEntries(
    names.map((name) => [`workers/${name}`, path.join(root, SOURCES[name])]),
  );
  await build({
    ...nodeBundle,
    build: { ...options, outDir: dist, rolldownOptions: { ...options.rolldownOptions, input } },
  } as InlineConfig);
  return {
    dist: pathToFileURL(`${dist}/`),
    remove: () => rmSync(dist, { recursive: true, force: true }),
  };
}
