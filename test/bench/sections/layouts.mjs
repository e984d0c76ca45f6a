import { execFileSync } from 'node:child_process';
import { duration, table, times } from '../format.mjs';
import { LAYOUTS } from '../layouts.mjs';
import { median } from '../median.mjs';
import { benchPath } from '../paths.mjs';

export const LAYOUTS_WORKLOAD = 'Layouts';

/** The most that a tensor in another order of its axes may cost, as times of one that lies as it is fed. */
export const MOST_OF_RIGHT = 1.5;

/** What it costs that a tensor's axes lie in another order than a layer takes them. */
export const layouts = {
  title: 'Layouts',
  parts: [LAYOUTS_WORKLOAD],
  run({ quick, say }) {
    say('layers on tensors in another order of their axes');
    const runs = quick ? '3' : '9';
    const found = JSON.parse(execFileSync(process.execPath, [benchPath('layoutOnce.mjs'), runs]));
    const rows = [];
    const results = [];
    found.forEach(({ right, wrong }, i) => {
      const { layer, shape, fed, stored } = LAYOUTS[i];
      const [as, other] = [median(right), median(wrong)];
      const name = `${layer}, (${[...fed].join(', ')}) stored as (${[...stored].join(', ')})`;
      rows.push([
        `${name}: ${shape.join(' × ')}`,
        duration(as * 1000),
        duration(other * 1000),
        times(other / as),
      ]);
      results.push({ key: layer, name, ratio: other / as });
    });
    const head = ['', 'stored as fed', 'stored otherwise', '÷'];
    return {
      text: `A job of the service's on 98 MiB, with what the window shows of input and output; float32, two threads.\n\n${table(head, rows)}`,
      results: [{ workload: { name: LAYOUTS_WORKLOAD }, rows: results }],
    };
  },
};
