import { execFileSync } from 'node:child_process';
import { duration, table } from '../format.mjs';
import { median } from '../median.mjs';
import { benchPath } from '../paths.mjs';

const PAIRS = [
  ['sentences of the notebook (2, 5, 4)', '2,5,4', 0.2],
  ['(4, 6, 8)', '4,6,8', 0.2],
  ['(8, 16, 32)', '8,16,32', 0.2],
  ['12 MiB (32, 768, 128)', '32,768,128', 10],
  ['12 MiB (16, 64, 48, 64)', '16,64,48,64', 10],
];
const KINDS = [
  ['BatchNorm', 'plain'],
  ['BatchNorm, γ and β unknown', 'fitted'],
  ['tanh: DynamicTanh, α unknown', 'tanh'],
  ['sine: no layer', 'none'],
];

/** Which layer made y of x: from the tensors in memory to the answer, without the start of a process. */
export const verification = {
  title: 'Which layer made this?',
  parts: ['Which layer made this?', 'verify'],
  run({ quick, say }) {
    const rows = [];
    for (const [pair, shape, seconds] of quick ? PAIRS.slice(0, 2) : PAIRS)
      for (const [what, kind] of KINDS) {
        say(`${what}, ${pair}`);
        const runs = Array.from({ length: quick || seconds > 1 ? 1 : 3 }, () =>
          JSON.parse(execFileSync(process.execPath, [benchPath('verifyOnce.mjs'), shape, kind])),
        );
        const first = median(runs.map((run) => run.first));
        const again = median(runs.flatMap((run) => run.again));
        const goal = `at most ${seconds} s: ${first <= seconds * 1e6 ? 'yes' : 'NO'}`;
        rows.push([`${what}, ${pair}`, duration(first), duration(again), goal]);
      }
    const head = ['', 'first in a process', 'again', 'goal'];
    return {
      text: `One thread, from tensors in memory to the answer.\n\n${table(head, rows)}`,
    };
  },
};
