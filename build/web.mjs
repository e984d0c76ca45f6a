// npm run web: the same program in a browser, from this machine to this machine only.
import { bootstrap } from './bootstrap.mjs';
import { openBrowser } from './browser.mjs';
import { hasDisplay } from './platform.mjs';
import { runMain, say } from './say.mjs';
import { startWebHost } from './webHost.mjs';

await runMain(async () => {
  await bootstrap();
  const args = process.argv.slice(2);
  const { ticket, ended } = await startWebHost(args.filter((text) => text !== '--no-open'));
  const wanted = !args.includes('--no-open') && hasDisplay();
  const browser = wanted ? openBrowser(await ticket()) : undefined;
  if (!browser) say('open the address above in a browser; Ctrl+C ends it');
  const status = await ended;
  browser?.close();
  return status;
});
