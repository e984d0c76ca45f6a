// npm test: the checks, the build and the end-to-end tests. Every part runs even when one before it
// failed; the last line is the sum over all of them.
import { checkNode } from './checkNode.mjs';
import { ensureDebianPackages } from './debianPackages.mjs';
import { ensureBuilt } from './ensureBuilt.mjs';
import { ensureInstalled } from './ensureInstalled.mjs';
import { runChecks } from './runChecks.mjs';
import { runMain, say, SetupError } from './say.mjs';
import { runTests, summary, total } from './testSteps.mjs';

async function buildPasses() {
  try {
    await ensureBuilt();
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return false;
  }
}

await runMain(async () => {
  checkNode();
  await ensureInstalled();
  await ensureDebianPackages(['chromium'], 'the browser of the end-to-end tests');
  await ensureDebianPackages(['firefox-esr'], 'the other browser of hand-outs');
  await ensureDebianPackages(['python3-torch', 'python3-numpy'], 'live comparison with PyTorch');
  await ensureDebianPackages(['desktop-file-utils', 'appstream'], 'validators of the packages');
  await ensureDebianPackages(['poppler-utils', 'librsvg2-bin'], 'readers of PDF and SVG reports');
  let built = false;
  const counts = await runChecks(async () => {
    built = await buildPasses();
  });
  counts.push(
    built ? await runTests(['e2e', 'e2e-desktop']) : { passed: 0, failed: 1, skipped: 0 },
  );
  const sum = total(counts);
  console.log(summary(sum));
  return sum.failed > 0 ? 1 : 0;
});
