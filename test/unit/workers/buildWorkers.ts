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

type Name = keyof typeof SOURCES;

/** Folders that are in use, by what is in them. */
const built = new Map<string, { readonly folder: Promise<string>; users: number }>();

/** A folder like dist/ with these workers, built from the source as it is; who asks at the same time shares it. */
export async function buildWorkers(
  names: readonly Name[],
): Promise<{ readonly dist: URL; readonly remove: () => void }> {
  const key = names.join();
  const shared = built.get(key) ?? { folder: builtFolder(names), users: 0 };
  built.set(key, shared);
  shared.users++;
  const folder = await shared.folder;
  return {
    dist: pathToFileURL(`${folder}/`),
    remove() {
      if (--shared.users > 0) return;
      built.delete(key);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function builtFolder(names: readonly Name[]): Promise<string> {
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
  return dist;
}
