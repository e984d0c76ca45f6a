import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { nodeBundle } from '../../../build/nodeBundle.mjs';
import { createService, type Service } from '../../../electron/service/service.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface ServiceForTest {
  readonly service: Service;
  close(): Promise<void>;
}

/** The real service with real worker threads, built from the source as it is. */
export async function startService(): Promise<ServiceForTest> {
  // Below node_modules, where the worker finds its packages.
  const parent = path.join(root, 'node_modules', '.tmp');
  mkdirSync(parent, { recursive: true });
  const dist = mkdtempSync(path.join(parent, 'service-test-'));
  const { build: options } = nodeBundle;
  const input = { 'workers/worker': path.join(root, 'electron/workers/worker.ts') };
  await build({
    ...nodeBundle,
    build: { ...options, outDir: dist, rolldownOptions: { ...options.rolldownOptions, input } },
  } as InlineConfig);
  const service = createService({
    version: '1.2.3',
    dist: pathToFileURL(`${dist}/`),
    settingsFolder: null,
  });
  return {
    service,
    async close() {
      await service.close();
      rmSync(dist, { recursive: true, force: true });
    },
  };
}
