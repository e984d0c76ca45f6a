import katex from 'katex';
import { describe, expect, test } from 'vitest';
import type { CellTrace } from '../../../core/station/cellTrace.ts';
import { formulaTokens } from '../../../core/formula/formulaText.ts';
import { formulaTex } from '../../../core/formula/formulaTex.ts';
import { numberText } from '../../../core/formula/numbers.ts';
import { STATION_IDS, STATION_TIMES, type ToldStation } from '../../../core/station/station.ts';
import { stationsOf, tellStations } from '../../../core/explain/stations.ts';
import { momentAt, placeOf, restAt, timeAt } from '../../../core/station/moment.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { snippets } from '../../../core/report/snippets/snippets.ts';
import type { Said, SaidValue } from '../../../core/texts/said.ts';
import { sayText } from '../../../core/texts/sayText.ts';
import { STATION_TEXTS, type StationText } from '../../../core/texts/stations.ts';
import { inputOf, runsOf, type Run } from './runs.ts';
import { equations, evaluate } from '../explain/evaluate.ts';

const near = (a: number, b: number) =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** Numbers that a sentence is told with, those within it too. */
function values(said: Said): readonly (readonly [string, SaidValue])[] {
  return Object.entries(said.values).flatMap(([name, value]) =>
    typeof value === 'object' && 'key' in value ? values(value) : [[name, value] as const],
  );
}

/** What a number of a sentence is called, and what the trace says of it. */
function expected(name: string, trace: CellTrace, value: number): readonly number[] {
  const { window, running, plan } = trace;
  const bending = plan.kind === 'pointwise' ? plan : null;
  const root = 1 / trace.rstd;
  const divided = asMoments(trace.plan) ?? { ddof: 0 };
  const after = trace.variance * trace.rstd ** 2;
  const all: Readonly<Record<string, readonly (number | undefined | null)[]>> = {
    n: [trace.n],
    less: [trace.n - 1],
    groups: [trace.groups],
    devices: [trace.replicas.length],
    x: [trace.x],
    raw: [trace.raw],
    channels: [plan.statShape.at(-1)],
    // the three that SwitchNorm blends, and by what
    first: [trace.extra['mean_weight.0'], trace.extra['var_weight.0']],
    second: [trace.extra['mean_weight.1'], trace.extra['var_weight.1']],
    third: [trace.extra['mean_weight.2'], trace.extra['var_weight.2']],
    instance: [trace.extra.meanIn, trace.extra.varIn],
    layer: [trace.extra.meanLn, trace.extra.varLn],
    batch: [trace.extra.batch, trace.extra.meanBn, trace.extra.varBn],
    y: [trace.y, trace.extra.before],
    xhat: [trace.xhat, trace.y, trace.extra.moved],
    eps: [trace.eps],
    // a window's, and |eps|
    size: [trace.window?.size, Math.abs(trace.eps)],
    gamma: [trace.weight],
    beta: [window ? window.beta : trace.bias],
    mean: [window ? window.meanOfSquares : trace.mean],
    variance: [divided.ddof === 1 ? trace.varianceUnbiased : trace.variance],
    deviation: [trace.deviation, trace.x],
    square: [trace.squaredDeviation],
    root: [root === Infinity || root === 0 ? 0 : root, Math.sqrt(trace.variance + trace.eps)],
    rstd: [trace.rstd],
    after: [trace.plan.subtracts === 'mean' ? after : Math.sqrt(after)],
    channel: [
      window ? trace.index[trace.plan.reducedDims[0]!] : trace.group % trace.plan.runningSize,
    ],
    outside: [window?.outside],
    inside: [trace.total],
    alpha: [window?.alpha, bending?.alpha],
    shift: [bending?.shift],
    k: [window?.k],
    denominator: [window?.denominator],
    factor: [running?.factor],
    meanBefore: [running?.meanBefore],
    meanAfter: [running?.meanAfter],
    varBefore: [running?.varBefore],
    varAfter: [running?.varAfter],
  };
  const found = all[name] ?? (name in trace.extra ? [trace.extra[name]] : undefined);
  if (!found) throw new Error(`no expectation for {${name}} = ${value}`);
  return found.filter((one) => typeof one === 'number');
}

const used = new Set<StationText>();

function keysOf(said: Said): readonly StationText[] {
  return [
    said.key,
    ...Object.values(said.values).flatMap((value) =>
      typeof value === 'object' && 'key' in value ? keysOf(value) : [],
    ),
  ];
}

/** What letters stand for wherever a sentence gives one a number. */
const CALLED: readonly (readonly [letter: string, of: (trace: CellTrace) => number])[] = [
  ['y', (trace) => trace.y],
  ['μ', (trace) => trace.mean],
];

/** Letters of a sentence that it gives another number than theirs. */
function miscalled(text: string, trace: CellTrace): readonly string[] {
  return CALLED.filter(([letter, of]) =>
    text
      .split(new RegExp(`(?<![\\p{L}\\d_])${letter} = `, 'u'))
      .slice(1)
      .some((rest) => !rest.startsWith(numberText(of(trace), 'four'))),
  ).map(([letter]) => letter);
}

function check(run: Run, trace: CellTrace, stations: readonly ToldStation[]): void {
  const output = stations.filter(({ id }) => id !== 'running').at(-1);
  if (!output || !near(output.value, trace.y))
    throw new Error(`${run.name}: the last station comes to ${output?.value}, y is ${trace.y}`);
  for (const station of stations) {
    const where = `${run.name}, ${station.id}`;
    for (const sides of station.numbers.flatMap(equations)) {
      const found = sides.map(evaluate).filter((value) => value !== undefined);
      for (const value of found)
        if (!near(value, found.at(-1)) && !(Math.abs(value - found.at(-1)) < 1e-7))
          throw new Error(`${where}: ${found.join(' = ')} does not hold`);
    }
    const told = [station.sentence, station.label, station.heading?.title, station.heading?.aside];
    for (const said of told) {
      if (!said) continue;
      for (const key of keysOf(said)) used.add(key);
      for (const language of ['en', 'ko'] as const) {
        const text = sayText(said, language);
        if (/undefined|\{|\}|\[object| {2}/.test(text) || text === '')
          throw new Error(`${where}: "${text}"`);
      }
    }
    for (const language of ['en', 'ko'] as const) {
      const text = sayText(station.sentence, language);
      if (miscalled(text, trace).length > 0)
        throw new Error(`${where}: ${miscalled(text, trace).join()} is not that: "${text}"`);
    }
    for (const [name, value] of values(station.sentence)) {
      const number = typeof value === 'object' && 'node' in value ? value.value : value;
      if (typeof number !== 'number') continue;
      if (!expected(name, trace, number).some((one) => near(one, number)))
        throw new Error(`${where}: {${name}} is ${number}, which the trace does not say`);
      const shown = typeof value === 'number' ? String(value) : numberText(number, 'four');
      if (typeof value === 'object' && 'node' in value && value.digits === 'four')
        if (!sayText(station.sentence, 'en').includes(shown))
          throw new Error(`${where}: the sentence does not say ${shown}`);
    }
    for (const formula of [station.letters, ...station.numbers]) {
      const text = formulaTokens(formula)
        .map((token) => token.text)
        .join('');
      if (/undefined|\[object/.test(text) || text === '') throw new Error(`${where}: "${text}"`);
      const tex = formulaTex(formula);
      if (!seen.has(station.id + tex.length)) {
        seen.add(station.id + tex.length);
        katex.renderToString(tex, { throwOnError: true, output: 'html' });
      }
    }
  }
}
const seen = new Set<string>();

/** What the programs of a run say beside their lines. */
function remarked({ result, x }: Run): void {
  const tensorOf = { script: 'x = 0', shape: x.shape, axes: x.axes, dtype: 'float64' };
  const code = snippets(result.plan, tensorOf, result)
    .map((one) => one.code)
    .join('');
  for (const key of Object.keys(STATION_TEXTS) as StationText[])
    if (key.startsWith('remark.') && code.includes(`  # ${STATION_TEXTS[key].en}`)) used.add(key);
}

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s: the last station is y, every equation holds, every number told is the trace’s',
  (_, row) => {
    const runs = runsOf(row);
    expect(runs.length).toBeGreaterThan(1);
    for (const run of runs) {
      const size = run.x.data.length;
      remarked(run);
      for (const flat of [0, 9 % size, Math.floor(size / 2)]) {
        const trace = traceCell(run.result, run.x, flat, Infinity);
        const stations = tellStations(trace);
        check(run, trace, stations);
        expect(stations.map(({ id }) => id)).toEqual(
          stationsOf(run.result.plan).map(({ id }) => id),
        );
      }
    }
  },
  60_000,
);

test.each(LAYERS.filter(({ running }) => running !== null).map((row) => [row.name, row] as const))(
  '%s: the running statistics that are told of the last cell are those that the layer is left with',
  (_, row) => {
    for (const { name, result, x } of runsOf(row)) {
      const { running } = traceCell(result, x, x.data.length - 1, 1);
      if (!running) continue;
      const { mean, var: variance } = result.runningAfter!;
      expect([running.meanAfter, running.varAfter], name).toEqual([
        mean[running.channel],
        variance[running.channel],
      ]);
    }
  },
);

test('every text about stations is said by some layer', () => {
  const unsaid = Object.keys(STATION_TEXTS).filter((key) => !used.has(key as StationText));
  expect(unsaid).toEqual([]);
});

describe('texts about stations', () => {
  test.each(Object.entries(STATION_TEXTS))(
    '%s puts the same values into both languages',
    (_, both) => {
      const names = (text: string) =>
        [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();
      expect(names(both.ko)).toEqual(names(both.en));
      expect(both.ko).toMatch(/[가-힣]|γ|√/);
    },
  );
});

describe('moments of the stage', () => {
  const nlp = inputOf([2, 6, 4]);
  const of = (layer: 'BatchNorm1d' | 'SyncBatchNorm' | 'RMSNorm', options = {}) =>
    stationsOf(planLayer({ layer, options, mode: 'train' }, nlp.shape, nlp.axes));

  test('stations stand in the order of their times, which are those of older reports', () => {
    const times = STATION_IDS.map((id) => STATION_TIMES[id]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // further ones may lie between them
    const older = [
      0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 6.5, 7, 7.25, 7.5, 7.75, 8, 8.25, 8.5, 8.75, 9, 10,
    ];
    expect(times).toEqual(expect.arrayContaining(older));
    for (const row of LAYERS)
      for (const { result } of runsOf(row).slice(0, 8)) {
        const times = stationsOf(result.plan).map(({ time }) => time);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }
  });

  test('stations stand equally far apart, with one more where moments are merged', () => {
    const merging = of('SyncBatchNorm', { replicas: [1, 1] });
    expect(merging.slice(0, 4).map(({ id }) => id)).toEqual([
      'group',
      'gather',
      'replicas',
      'mean',
    ]);
    // between gather (1) and replicas (1.5) half a moment is one step
    expect([0, 1, 1.25, 1.5, 2, 10].map((t) => placeOf(merging, t))).toEqual([0, 1, 1.5, 2, 3, 11]);
    for (const t of [0, 0.3, 1.25, 1.5, 1.75, 6.4, 10])
      expect(timeAt(merging, placeOf(merging, t))).toBeCloseTo(t, 12);
  });

  test('of two stations as near, the later one is told', () => {
    const stations = of('BatchNorm1d');
    const at = (t: number) => stations[momentAt(stations, t).nearest]?.id;
    expect([4.4, 4.5].map(at)).toEqual(['square', 'variance']);
  });

  test('a step that the layer lacks is the nearest that it has', () => {
    const stations = of('RMSNorm');
    expect([2, 3, 10].map((t) => restAt(stations, t))).toEqual([1, 4, 9]);
    // a layer without devices is on its way from gather to mean
    expect(restAt(of('BatchNorm1d'), 1.5)).toBe(1.5);
    expect([-1, 0.5, 2.5, 99, NaN].map((t) => restAt(stations, t))).toEqual([0, 0.5, 2.5, 9, 0]);
  });
});

test('one device has nothing to merge with', () => {
  const ids = (replicas: readonly number[] | null) =>
    stationsOf(
      planLayer({ layer: 'SyncBatchNorm', options: { replicas }, mode: 'train' }, [2, 6, 4]),
    ).map(({ id }) => id);
  expect(ids([2])).toEqual(ids(null));
  expect(ids([2])).not.toContain('replicas');
  expect(ids([1, 1])).toContain('replicas');
});
