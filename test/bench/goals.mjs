import { duration, table, times } from './format.mjs';
import { COPY, ENGINE } from './peerList.mjs';
import { FILES_WORKLOAD } from './sections/files.mjs';
import { HOVER_WORKLOAD } from './sections/frames.mjs';
import { LAYOUTS } from './layouts.mjs';
import { LAYOUTS_WORKLOAD, MOST_OF_RIGHT } from './sections/layouts.mjs';
import { STREAMED_LAYERS, STREAMED_WORKLOAD } from './sections/streamed.mjs';
import { WINDOW_WORKLOAD } from './sections/window.mjs';

const BATCH = ['BatchNorm1d (32, 768, 128)', 'BatchNorm2d (32, 64, 112, 112)'];
const WITHIN = [
  'LayerNorm, 4096 rows of 768',
  'InstanceNorm2d (32, 64, 112, 112)',
  'GroupNorm(32) (32, 64, 112, 112)',
];
const LAST = [3, 16, 64, 256].map(
  (channels) =>
    `BatchNorm2d, channels last (${Math.round(2048 / channels)}, 112, 112, ${channels})`,
);
const EXAMPLES = [
  'BatchNorm1d, sentences of the notebook (2, 5, 4)',
  'BatchNorm2d, images of the notebook (2, 3, 5, 5)',
];

const atMost = (workload, over, most) => ({ workload, over, most });
const faster = (workload, than, least) => ({ workload, than, least });

/** What the engine is to reach, as ratios of medians of one run. */
const GOALS = [
  ...BATCH.flatMap((name) => [
    atMost(name, COPY, 1.6),
    faster(name, 'torch2', 1.5),
    faster(name, 'onnx2', 4),
    faster(name, 'tfjsWasm', 10),
  ]),
  ...WITHIN.flatMap((name) => [
    atMost(name, COPY, 2),
    faster(name, 'onnx2', 2),
    faster(name, 'tfjsWasm', 8),
  ]),
  atMost(WITHIN[0], 'torch2', 1.2),
  ...LAST.flatMap((name) => [
    atMost(name, COPY, name.endsWith(' 64)') ? 1.3 : 1.6),
    faster(name, 'torch2', 1),
    faster(name, 'tfjsWasm', 10),
  ]),
];

const SECOND = 1e6;
const LIMITS = [
  ...EXAMPLES.flatMap((workload) => [
    { workload, of: ENGINE, micros: 5 },
    { workload, of: 'pool', micros: 1000 },
  ]),
  { workload: WINDOW_WORKLOAD, of: 'opened', micros: 0.4 * SECOND },
  { workload: WINDOW_WORKLOAD, of: 'pinned', micros: 0.05 * SECOND },
  { workload: WINDOW_WORKLOAD, of: 'layer', micros: 0.15 * SECOND },
  { workload: HOVER_WORKLOAD, of: 'slow', micros: 0.033 * SECOND },
  { workload: WINDOW_WORKLOAD, of: 'memory', most: 3.2 },
  ...LAYOUTS.map(({ layer }) => ({
    workload: LAYOUTS_WORKLOAD,
    of: layer,
    most: MOST_OF_RIGHT,
  })),
  ...STREAMED_LAYERS.map(({ name }) => ({ workload: STREAMED_WORKLOAD, of: name, most: 1 })),
  { workload: FILES_WORKLOAD, of: 'pair', micros: 10 * SECOND },
  { workload: FILES_WORKLOAD, of: 'checkpoint', micros: SECOND },
];

const verdict = (met) => (met ? 'yes' : 'NO');

/** The goals that a run has numbers for, as a table; null when there is none. */
export function goalsTable(results) {
  const rowOf = (name, key) =>
    results
      .find(({ workload }) => workload.name === name)
      ?.rows.find((row) => row.key === key && (row.micros ?? row.ratio) !== undefined);
  const ratios = GOALS.flatMap(({ workload, over, most, than, least }) => {
    const [engine, other] = [rowOf(workload, ENGINE), rowOf(workload, over ?? than)];
    if (!engine || !other) return [];
    const ratio = over ? engine.micros / other.micros : other.micros / engine.micros;
    const wanted = over ? `at most ${times(most)}` : `at least ${times(least)}`;
    const what = over ? `engine ÷ ${other.name}` : `${other.name} ÷ engine`;
    return [[workload, what, wanted, times(ratio), verdict(over ? ratio <= most : ratio >= least)]];
  });
  const limits = LIMITS.flatMap(({ workload, of, micros, most }) => {
    const row = rowOf(workload, of);
    if (!row) return [];
    const [limit, found] = most === undefined ? [micros, row.micros] : [most, row.ratio];
    const text = most === undefined ? duration : times;
    return [[workload, row.name, `at most ${text(limit)}`, text(found), verdict(found <= limit)]];
  });
  const rows = [...ratios, ...limits];
  if (rows.length === 0) return null;
  return table(['', 'what', 'goal', 'measured', 'met'], rows);
}
