// npm run check: types, svelte-check, lint, format, unit, parity and figures.
import { checkNode } from './checkNode.mjs';
import { ensureInstalled } from './ensureInstalled.mjs';
import { runChecks } from './runChecks.mjs';
import { runMain } from './say.mjs';
import { summary, total } from './testSteps.mjs';

await runMain(async () => {
  checkNode();
  await ensureInstalled();
  const sum = total(await runChecks());
  console.log(summary(sum));
  return sum.failed > 0 ? 1 : 0;
});
