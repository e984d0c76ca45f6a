import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createService } from '../service/service.ts';
import { SettingsStore } from '../service/settings.ts';
import { serverArguments, settingsFolder, USAGE } from './serverArguments.ts';
import { serve } from './serve.ts';

const dist = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', dist), 'utf8')) as {
  version: string;
};
const LINGER = 2000;

async function main(): Promise<void> {
  // Before anything is made: what was begun by then is cleared away.
  let stopping = false;
  let stop = () => Promise.resolve();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      stopping = true;
      void stop();
    });
  const { port, settings, untilClosed, files } = serverArguments(process.argv.slice(2));
  const service = createService({
    version,
    dist,
    settings: new SettingsStore(
      settings ?? settingsFolder(process.platform, process.env, homedir()),
    ),
  });
  const waiting = files.map((file) => path.resolve(file));
  let pages = 0;
  const server = await serve({
    service,
    dist: path.resolve(fileURLToPath(dist)),
    port,
    listening: (host) => {
      pages++;
      void service.openPaths(host, waiting.splice(0));
    },
    lastPageClosed: () => {
      const seen = pages;
      // A page that is loaded again comes back at once.
      if (untilClosed) setTimeout(() => pages === seen && void stop(), LINGER);
    },
  });
  stop = async () => {
    await server.close();
    await service.close();
    process.exit(0);
  };
  if (stopping) return stop();
  console.log(`Normscope is at ${server.url}`);
}

await main().catch((error: unknown) => {
  const { message, code = '' } = error as NodeJS.ErrnoException;
  const wrongUse = code.startsWith('ERR_PARSE_ARGS') || error instanceof RangeError;
  process.stderr.write(`normscope: ${message}${wrongUse ? `\n${USAGE}` : ''}\n`);
  process.exitCode = wrongUse ? 2 : 1;
});
