import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reducedNames } from '../../../core/norm/describe.ts';
import { kindOf } from '../../../core/norm/kinds/kinds.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { ownerOf } from '../../../core/norm/owner.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { Mode, Plan } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';

type Case = readonly [
  layer: LayerName,
  options: LayerOptions,
  mode: Mode,
  shape: readonly number[],
  axes: string,
];

const [, ...cases] = readFileSync(new URL('plans.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split(/\n+(?=== \["[A-Z])/)
  .map((text) => text.split('\n').map((line) => line.replace(/^== /, '')));

test.each(cases.map(([head = '', ...lines]) => [head, lines] as const))('%s', (head, lines) => {
  const [layer, options, mode, shape, axes] = JSON.parse(head) as Case;
  expect(linesOf(planLayer({ layer, options, mode }, shape, [...axes]))).toEqual(lines);
});

function linesOf(plan: Plan): string[] {
  const kind = kindOf(plan);
  const { mean, spread } = kind.letters(plan);
  const letters = [mean, spread].map((letter) =>
    letter ? `${letter.bar ? 'mean ' : ''}${letter.text}` : 'none',
  );
  const chunks = [false, true].map((fortran) => {
    const { together, readingsApart } = kind.chunk(plan, fortran);
    return `${together}${readingsApart === null ? '' : ` or ${readingsApart} readings`}`;
  });
  const { reach } = plan;
  return [
    `sees ${plan.view
      .map(({ name, size, role, param }) => `${name}:${size} ${role}${param ? ' γ' : ''}`)
      .join(', ')}`,
    `averages over ${reducedNames(plan).join(', ') || 'nothing'} (${plan.reducedAxes.join()} at ${plan.reducedDims.join()}), keeps ${plan.keptAxes.join() || 'nothing'} (${plan.keptDims.join()})`,
    reach
      ? `windows of ${plan.groupSize} along ${reach.axis}, ${reach.below} below and ${reach.above} above`
      : `${plan.groups} groups of ${plan.groupSize}, statistics of (${plan.statShape.join()}) along ${plan.statAxes.join() || 'nothing'}, of each ${ownerOf(plan)}`,
    plan.paramShape
      ? `γ${plan.hasBias ? ' and β' : ''} of (${plan.paramShape.join()}) along ${plan.paramAxes.join() || 'nothing'}, from ${plan.initialWeight} on${plan.gammaOffset ? ` beside ${plan.gammaOffset}` : ''}`
      : 'no γ',
    `${kind.how(plan)} of the ${plan.source}, takes away ${plan.subtracts}, letters ${letters.join(' and ')}`,
    `${plan.tracks ? `tracks ${plan.runningSize}` : 'tracks nothing'}${plan.updates ? ', updates' : ''}`,
    `needs ${chunks[0]} together, in Fortran order ${chunks[1]}`,
    ...plan.inputs.map(
      ({ name, dims, initial, used }) =>
        `takes ${name} of (${dims.map(({ name: dim, size }) => `${dim}:${size ?? 'any'}`).join()}), ${initial === null ? 'drawn' : `from ${initial} on`}${used ? '' : ', not looked at'}`,
    ),
  ];
}
