import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createService } from '../service/service.ts';
import { settingsFolder } from './settingsFolder.ts';
import { serve } from './serve.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    settings: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
    'until-closed': { type: 'boolean', default: false },
  },
});

const dist = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', dist), 'utf8')) as {
  version: string;
};
const service = createService({
  version,
  dist,
  settingsFolder: values.settings ?? settingsFolder(process.platform, process.env, homedir()),
});
const server = await serve({
  service,
  dist: path.resolve(fileURLToPath(dist)),
  port: Number(values.port),
  ...(values['until-closed'] ? { lastPageClosed: () => setTimeout(() => void stop(), 2000) } : {}),
});
console.log(`Normscope is at ${server.url}`);

async function stop(): Promise<void> {
  await server.close();
  await service.close();
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
