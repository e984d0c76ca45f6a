import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { numbersText, tellStations } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { formulaText } from '../../../core/formula/formulaText.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerState, Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import type { Block, Shows, ToldStation } from '../../../core/station/station.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { sayText } from '../../../core/texts/sayText.ts';

/** γ and β of every channel, one running mean and variance for all, shape and values of what comes in beside x. */
interface Given {
  readonly weight?: readonly number[];
  readonly bias?: readonly number[];
  readonly running?: readonly [mean: number, variance: number];
  readonly inputs?: Readonly<Record<string, readonly [shape: number[], values: number[]]>>;
}

type Case = readonly [
  layer: LayerName,
  options: LayerOptions,
  mode: Mode,
  shape: readonly number[],
  values: readonly number[],
  given: Given,
];

const [, ...cases] = readFileSync(new URL('stationsTold.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split(/\n+(?=== \["[A-Z])/)
  .map((text) => text.split('\n').map((line) => line.replace(/^== /, '')));

test.each(cases.map(([head = '', ...lines]) => [head, lines] as const))('%s', (head, lines) => {
  expect(told(JSON.parse(head) as Case)).toEqual(lines);
});

const LETTERS: Readonly<Record<number, string>> = { 2: 'NC', 3: 'NCL', 4: 'NCHW' };

function told([layer, options, mode, shape, values, given]: Case): string[] {
  const x = tensor(Float64Array.from(values), shape, [...LETTERS[shape.length]!]);
  const result = normalize({ layer, options, mode }, x, stateOf(given, shape[1]!));
  return tellStations(traceCell(result, x, 0)).flatMap((station) => [
    `${station.id}: ${[
      formulaText(station.letters),
      numbersText(station),
      sayText(station.label, 'en'),
      stageText(station.shows),
    ].join(' | ')}`,
    `  ${sayText(station.sentence, 'en')}${headingText(station)}`,
  ]);
}

function stateOf({ weight, bias, running, inputs = {} }: Given, channels: number): LayerState {
  const ofAll = (value: number) => new Float64Array(channels).fill(value);
  return {
    ...(weight && { weight: Float64Array.from(weight) }),
    ...(bias && { bias: Float64Array.from(bias) }),
    ...(running && {
      running: { mean: ofAll(running[0]), var: ofAll(running[1]), numBatchesTracked: 0 },
    }),
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, [size, data]]) => [
        name,
        { shape: size, data: Float64Array.from(data) },
      ]),
    ),
  };
}

function headingText({ heading }: ToldStation): string {
  if (!heading) return '';
  const parts = [heading.title, heading.aside].flatMap((said) => said ?? []);
  return ` (${parts.map((said) => sayText(said, 'en')).join('; ')})`;
}

function stageText({ cells, title, blocks, motion, output }: Shows): string {
  const shown = title ? `${cells} as ${formulaText(title)}` : cells;
  return [shown, ...blocks.map(blockText), Object.values(motion).join(' '), output].join(', ');
}

function blockText(block: Block): string {
  if (!('letter' in block)) return block.is;
  const { text, bar } = block.letter;
  return `${block.is} ${bar ? `mean ${text}` : text} = ${formulaText(block.name)}`;
}
