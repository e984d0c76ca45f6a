import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { ChannelName, ResultOf } from '../../../electron/ipc/contract.ts';
import { dispatch } from '../../../electron/ipc/dispatch.ts';
import type { Reply } from '../../../electron/ipc/types.ts';
import { createService, type Service } from '../../../electron/service/service.ts';
import { SettingsStore } from '../../../electron/service/settings.ts';
import { buildWorkers } from '../workers/buildWorkers.ts';
import { FakeHost } from './fakeHost.ts';

export interface ServiceForTest {
  readonly service: Service;
  close(): Promise<void>;
}

/** In place of the rasteriser: the bytes of a drawing are the drawing that was asked for, as JSON. */
const DRAWER = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, drawing }) => {
  const bytes = new TextEncoder().encode(JSON.stringify(drawing));
  parentPort.postMessage({ id, ok: true, bytes });
});`;

/** Fonts and the code of hand-outs, as short as they can be: a font's bytes are its name. */
const FILES = {
  'workers/rasterWorker.js': DRAWER,
  'page/page.js': 'run("<!--", "</script>", "<SCRIPT>");',
  'page/page.css': 'p{margin:0}',
  'renderer/fonts/Inter-Regular.woff2': 'regular',
  'renderer/fonts/Inter-SemiBold.woff2': 'semibold',
  'renderer/fonts/Inter-Bold.woff2': 'heavy',
  'renderer/fonts/JetBrainsMono-Regular.woff2': 'mono',
  'renderer/fonts/JetBrainsMono-SemiBold.woff2': 'half',
  'renderer/fonts/JetBrainsMono-Bold.woff2': 'bold',
};

/** The real service with real worker threads, built from the source as it is; what draws answers with what it was asked. */
export async function startService(settings = new SettingsStore(null)): Promise<ServiceForTest> {
  const { dist, remove } = await buildWorkers(['worker']);
  for (const [name, text] of Object.entries(FILES)) {
    const file = new URL(name, dist);
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, text);
  }
  const service = createService({ version: '1.2.3', dist, settings });
  return {
    service,
    async close() {
      await service.close();
      remove();
    },
  };
}

/** What the tests of a file have in common. */
export interface ServiceSetting {
  readonly service: Service;
  /** A new one for every test. */
  host: FakeHost;
  readonly folder: string;
  /** A path in the folder. */
  readonly pathOf: (name: string) => string;
  readonly call: <K extends ChannelName>(
    name: K,
    argument?: unknown,
  ) => Promise<Reply<ResultOf<K>>>;
  /** What a call comes to. @throws when it fails */
  readonly answer: <K extends ChannelName>(name: K, argument?: unknown) => Promise<ResultOf<K>>;
}

/** A service and a folder for all tests of a file. */
export function serviceForTest(): ServiceSetting {
  let running: ServiceForTest;
  let folder: string;
  const setting: ServiceSetting = {
    get service() {
      return running.service;
    },
    get folder() {
      return folder;
    },
    host: new FakeHost(),
    pathOf: (name) => path.join(folder, name),
    call: async <K extends ChannelName>(name: K, argument?: unknown) =>
      // Electron copies both ways: what cannot be copied fails here as it would there.
      structuredClone(
        await dispatch(
          running.service.handlers(setting.host),
          name,
          structuredClone<unknown>(argument),
        ),
      ) as Reply<ResultOf<K>>,
    answer: async (name, argument) => {
      const reply = await setting.call(name, argument);
      if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
      return reply.value;
    },
  };
  beforeAll(async () => {
    running = await startService();
    folder = mkdtempSync(path.join(tmpdir(), 'normscope-service-'));
  }, 60_000);
  afterAll(async () => {
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    setting.host = new FakeHost();
  });
  return setting;
}
