import { describe, expect, test } from 'vitest';
import { builtInExamples } from '../../core/examples/builtIn.ts';
import { INITIAL_VIEW } from '../../core/figure/state.ts';
import { LAYERS } from '../../core/norm/layers.ts';
import { normalize } from '../../core/norm/normalize.ts';
import type { Mode, NormResult } from '../../core/norm/spec.ts';
import type { LayerOptions } from '../../core/norm/view.ts';
import { notebookCells, type TextReportInput } from '../../core/report/formats/cells.ts';
import { notebook } from '../../core/report/formats/notebook.ts';
import { script } from '../../core/report/formats/script.ts';
import { manualSeed } from '../../core/random/generator.ts';
import { randn } from '../../core/random/normal.ts';
import type { Language } from '../../core/settings.ts';
import { permuteToAxes } from '../../core/tensor/permute.ts';
import { dtypeOf } from '../../core/tensor/tensor.ts';
import { firstMismatch, FLOAT32 } from './closeTo.ts';
import { unpacked } from './packed.ts';
import { hasTorch, runPrograms } from './python.ts';

interface Case {
  readonly title: string;
  readonly input: TextReportInput;
}

/** Every layer on every example that it takes, in both modes, the last cell pinned; in Korean in eval. */
function cases(): Case[] {
  return builtInExamples().flatMap((example) =>
    LAYERS.flatMap(({ name: layer, running }) =>
      (['train', 'eval'] as const).flatMap((mode) => {
        const options: LayerOptions =
          running === 'instance' ? { affine: true, track_running_stats: true } : {};
        return [{}, ...(running === 'instance' ? [options] : [])].flatMap((given) => {
          const made = caseOf(example, layer, mode, given);
          return made ? [made] : [];
        });
      }),
    ),
  );
}

function caseOf(
  { id, name, tensor, script: code }: ReturnType<typeof builtInExamples>[number],
  layer: (typeof LAYERS)[number]['name'],
  mode: Mode,
  options: LayerOptions,
  layout: readonly string[] = tensor.axes,
): Case | null {
  const x = permuteToAxes(tensor, layout);
  let result: NormResult;
  try {
    result = normalize({ layer, options, mode }, x);
  } catch {
    return null;
  }
  const language: Language = mode === 'train' ? 'en' : 'ko';
  return {
    title: `${layer} ${JSON.stringify(options)} ${mode} on ${id} as ${layout.join('')}`,
    input: {
      version: '1.2.3',
      name,
      tensor: { script: code, shape: tensor.shape, axes: tensor.axes, dtype: dtypeOf(tensor) },
      x,
      result,
      view: { ...INITIAL_VIEW, pinned: x.data.length - 1 },
      language,
    },
  };
}

const [nlp] = builtInExamples();
/** No built-in example has as many axes as BatchNorm3d asks for. */
const volume: ReturnType<typeof builtInExamples>[number] = {
  id: 'volume',
  name: 'volume',
  axisLabels: {},
  defaultLayer: 'BatchNorm3d',
  seed: 7,
  tensor: randn(manualSeed(7), [2, 3, 2, 2, 2], 'float32', ['N', 'C', 'D', 'H', 'W']),
  script: 'torch.manual_seed(7)\nx = torch.randn(2, 3, 2, 2, 2)',
};
const ALL: readonly Case[] = [
  ...cases(),
  ...[caseOf(volume, 'BatchNorm3d', 'train', {})].flatMap((one) => one ?? []),
  ...[caseOf(nlp!, 'LayerNorm', 'train', {}, ['N', 'L', 'C'])].flatMap((one) => one ?? []),
  ...[caseOf(nlp!, 'SyncBatchNorm', 'train', { replicas: [1, 1] })].flatMap((one) => one ?? []),
];

/** Runs a notebook's code cells in their order, in one namespace, as Jupyter does. */
function throughItsCells(json: string): string {
  return [
    'import json',
    `book = json.loads(${JSON.stringify(json)})`,
    'space = {}',
    'for cell in book["cells"]:',
    '    if cell["cell_type"] == "code":',
    '        exec(compile("".join(cell["source"]), cell["id"], "exec"), space)',
    'y = space["y"]',
  ].join('\n');
}

test('every layer of the table is among the cases, on every example that it takes', () => {
  const covered = new Set(ALL.map(({ input }) => input.result.plan.spec.layer));
  expect([...covered].sort()).toEqual(LAYERS.map(({ name }) => name).sort());
});

test.each(ALL.map(({ title, input }) => [title, input] as const))(
  'a notebook has ids of its own, and a check for every number: %s',
  (_, input) => {
    const book = JSON.parse(notebook(input)) as {
      nbformat: number;
      nbformat_minor: number;
      cells: { id: string; cell_type: string; source: string[] }[];
    };
    expect([book.nbformat, book.nbformat_minor]).toEqual([4, 5]);
    const ids = book.cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(book.cells.map(({ source }) => source.join(''))).toEqual(
      notebookCells(input).map(({ text }) => text),
    );
  },
);

describe.runIf(hasTorch())('what a report recomputes in PyTorch is what the program shows', () => {
  const outcomes = runPrograms(
    ALL.flatMap(({ input }) => [script(input), throughItsCells(notebook(input))]),
  );

  test.each(ALL.map(({ title, input }, i) => [title, i, input] as const))(
    '%s: program and notebook',
    (_, i, input) => {
      for (const { error, y } of outcomes.slice(2 * i, 2 * i + 2)) {
        expect(error, script(input)).toBeUndefined();
        expect(firstMismatch(y ? unpacked(y) : [], input.result.output.data, FLOAT32)).toBeNull();
      }
    },
  );

  test('a number that is not PyTorch’s is refused', () => {
    const [one] = ALL;
    const wrong = script(one!.input).replace(
      /check\("mu", mu, (.*)\)/,
      'check("mu", mu, $1 + 1e-3)',
    );
    expect(runPrograms([wrong])[0]?.error).toMatch(/AssertionError/);
  }, 60_000);
});
