// npm start: the desktop app; without an Electron runtime the same program in a browser window;
// without a display the examples' reports.
import { bootstrap } from './bootstrap.mjs';
import { findBrowser, openBrowser } from './browser.mjs';
import { ensureDebianPackages } from './debianPackages.mjs';
import { runDesktopApp } from './desktopApp.mjs';
import { findElectron } from './electronRuntime.mjs';
import { hasDisplay } from './platform.mjs';
import { runMain, say } from './say.mjs';
import { startWebHost } from './webHost.mjs';
import { writeReports } from './writeReports.mjs';

/** `npm run desktop` has the patience for a slow line. */
const FETCH_SECONDS = 60;
/** An app that ends this soon with an error did not start. */
const STARTED_AFTER = 5000;

/** @returns the exit status, or undefined when there is no desktop app here */
async function startDesktop(args) {
  const { executable, reason } = await findElectron(FETCH_SECONDS);
  if (!executable) {
    say(`no Electron runtime here (${reason}), so Normscope opens in a browser window`);
    return undefined;
  }
  const start = Date.now();
  const status = await runDesktopApp(executable, args);
  if (status === 0 || Date.now() - start > STARTED_AFTER) return status;
  say(`Electron ended with status ${status}, so Normscope opens in a browser window`);
  return undefined;
}

async function startInBrowser(args) {
  if (!findBrowser()) await ensureDebianPackages(['chromium'], 'a browser for the window');
  const { ticket, child, ended } = await startWebHost(args);
  const browser = openBrowser(await ticket());
  if (!browser) {
    say('no Chromium, Chrome or Edge found: open the address above in any browser; Ctrl+C ends it');
    return ended;
  }
  const start = Date.now();
  const status = await Promise.race([browser.closed, ended]);
  browser.close();
  if (status !== 0 && Date.now() - start < STARTED_AFTER && child.exitCode === null) {
    say('the browser did not start: open the address above in any browser; Ctrl+C ends it');
    return ended;
  }
  child.kill();
  return status;
}

await runMain(async () => {
  await bootstrap();
  if (!hasDisplay()) return writeReports();
  const args = process.argv.slice(2);
  return (await startDesktop(args)) ?? startInBrowser(args);
});
