import { describe, expect, test } from 'vitest';
import type { SceneRun } from '../../core/lessons/document.ts';
import { builtInLessons } from '../../core/lessons/documents/all.ts';
import { outcomeOfRun } from '../../core/lessons/sceneRun.ts';
import { layerRow } from '../../core/norm/layers.ts';
import { callOf } from '../../core/quiz/call.ts';
import { firstMismatch, FLOAT32 } from './closeTo.ts';
import { unpacked } from './packed.ts';
import { hasTorch, runPrograms } from './python.ts';

/** Every run of every built-in lesson that PyTorch has a layer for. */
const runs = [
  ...new Map(
    builtInLessons()
      .flatMap(({ id, scenes }) =>
        scenes.flatMap((scene) => scene.runs.map((run) => ({ id, run }))),
      )
      .filter(({ run }) => layerRow(run.spec.layer).pytorch !== null)
      // PyTorch 1.13 has no RMSNorm: its formula is among the numbers of the long lessons
      .filter(({ run }) => run.spec.layer !== 'RMSNorm')
      // simulated devices are none of PyTorch's on one processor
      .filter(({ run }) => run.spec.options.replicas === undefined)
      .map(({ id, run }) => [JSON.stringify(run), { id, run }] as const),
  ).values(),
];

function programOf(run: SceneRun): string {
  const { stored, fed, result } = outcomeOfRun(run);
  const { spec, edits = [], state } = run;
  const row = layerRow(spec.layer);
  const order = fed.axes.map((axis) => stored.axes.indexOf(axis)).join(', ');
  const options = result?.plan.spec.options ?? { num_features: fed.shape[1]!, ...spec.options };
  const numbers = (values: readonly number[]) => `torch.tensor([${values.join(', ')}]).double()`;
  return [
    'import torch',
    'from torch import nn',
    `x = torch.tensor([${Array.from(stored.data).join(', ')}]).double().reshape(${stored.shape.join(', ')})`,
    ...edits.map(([flat, value]) => `x.view(-1)[${flat}] = float("${value}")`),
    `x = x.permute(${order})`,
    `layer = ${callOf(row, options)}.double()`,
    ...(state?.runningMean ? [`layer.running_mean[:] = ${numbers(state.runningMean)}`] : []),
    ...(state?.runningVar ? [`layer.running_var[:] = ${numbers(state.runningVar)}`] : []),
    `layer.${spec.mode}()`,
    'y = layer(x)',
  ].join('\n');
}

describe.runIf(hasTorch())('what lessons show is what PyTorch gives', () => {
  const found = runPrograms(runs.map(({ run }) => programOf(run)));

  test('there are runs of every lesson that has PyTorch’s layers', () => {
    expect(runs.length).toBeGreaterThan(40);
    expect(new Set(runs.map(({ id }) => id)).size).toBeGreaterThan(20);
  });

  test('outputs, running statistics and refusals', () => {
    const wrong = runs.flatMap(({ id, run }, i) => {
      const outcome = outcomeOfRun(run);
      const { error, y, running_mean: mean, running_var: variance } = found[i]!;
      const name = `${id} ${run.id}`;
      if (!outcome.ok) return error ? [] : [`${name}: PyTorch runs it`];
      if (!y) return [`${name}: ${error}`];
      const mismatches = [
        firstMismatch(unpacked(y), outcome.y.data, FLOAT32),
        ...(outcome.runningAfter && mean && variance
          ? [
              firstMismatch(unpacked(mean), outcome.runningAfter.mean, FLOAT32),
              firstMismatch(unpacked(variance), outcome.runningAfter.var, FLOAT32),
            ]
          : []),
      ];
      return mismatches.flatMap((mismatch) => (mismatch ? [`${name}: ${mismatch}`] : []));
    });
    expect(wrong).toEqual([]);
  });
});
