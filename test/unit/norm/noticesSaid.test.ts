import { describe, expect, test } from 'vitest';
import { givenNotices, heldIn } from '../../../core/norm/givenNotices.ts';
import { drawnNotice, drawnNotices } from '../../../core/norm/furtherInputs.ts';
import type { FurtherTensors } from '../../../core/norm/furtherInput.ts';
import { cellNotices, lostNotices, ownNotices } from '../../../core/norm/kinds/cellNotices.ts';
import { runningNotices, stateNotices } from '../../../core/norm/kinds/moments/stateNotices.ts';
import { noCellTroubles, type CellTroubles } from '../../../core/norm/kinds/moments/troubles.ts';
import {
  countStaged,
  noStagedTroubles,
  stagedNotices,
  type StagedTroubles,
} from '../../../core/norm/kinds/staged/notices.ts';
import {
  noWindowTroubles,
  windowNotices,
  type WindowTroubles,
} from '../../../core/norm/kinds/window/notices.ts';
import { fullState } from '../../../core/norm/layerState.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { MOST_FLOAT32, notice } from '../../../core/norm/notice.ts';
import type { LayerState, Mode, Notice, StagedPlan, WindowPlan } from '../../../core/norm/spec.ts';
import { f64, momentsOf, planOf } from './planOf.ts';

const running = (mean: readonly number[], variance: readonly number[], numBatchesTracked = 3) => ({
  mean: f64(...mean),
  var: f64(...variance),
  numBatchesTracked,
});
const said = (notices: readonly Notice[]) =>
  notices.map(({ code, message, details }) => `${code} | ${message} | ${JSON.stringify(details)}`);
const codes = (notices: readonly Notice[]) => notices.map(({ code }) => code);

const STAYS = 'Updates never wear that off: reset it, or load other running statistics.';
const meanSaid = (where: string, places: string) =>
  `runningMeanNotFinite | running_mean is NaN or infinite in ${where}: the output there is NaN or infinite in eval. ${STAYS} | {"places":"${places}"}`;
const varSaid = (where: string, places: string) =>
  `runningVarNotFinite | running_var is NaN or infinite in ${where}: nothing of the input is left there in eval. ${STAYS} | {"places":"${places}"}`;
const rootSaid = (sum: string, where: string, places: string) =>
  `negativeVariance | ${sum} is negative in ${where} and has no root: the output there is NaN in eval. Check running_var. | {"sum":"${sum}","places":"${places}"}`;
const smallSaid = (where: string, places: string, gain: string) =>
  `smallVariance | running_var is 0, below 0 or hardly above it in ${where}: there eval multiplies the input by up to ${gain}. Check running_var. | {"places":"${places}","gain":"${gain}"}`;

describe('running statistics', () => {
  const inside = momentsOf('BatchNorm1d', [3, 2], {}, 'eval');
  const outside = momentsOf('EpsOutsideBatchNorm', [3, 2], {}, 'eval');
  const eps = (value: number) => ({ ...inside, eps: value });

  test.each<[string, typeof inside, number[], number[], string[]]>([
    ['of real data', inside, [5, -5], [1, 1e9], []],
    ['NaN and −∞', inside, [NaN, -Infinity], [1, 1], [meanSaid('channels 0, 1', '0, 1')]],
    ['NaN', inside, [0, NaN], [1, 1], [meanSaid('channel 1', '1')]],
    ['a variance of NaN', inside, [0, 0], [NaN, 1], [varSaid('channel 0', '0')]],
    ['one of −∞', inside, [0, 0], [1, -Infinity], [varSaid('channel 1', '1')]],
    [
      'a variance below 0',
      inside,
      [0, 0],
      [-1, -2],
      [rootSaid('running_var + eps', 'channels 0, 1', '0, 1')],
    ],
    [
      'one below 0, eps outside',
      outside,
      [0, 0],
      [1, -1e-9],
      [rootSaid('running_var', 'channel 1', '1')],
    ],
    // 1/√1e-5 = 316.2, 1/√5e-6 = 447.2, 1/√2e-5 = 223.6
    ['a variance of 0', inside, [0, 0], [0, 1], [smallSaid('channel 0', '0', '316')]],
    ['0 after 1', inside, [0, 0], [1, 0], [smallSaid('channel 1', '1', '316')]],
    ['the larger gain', inside, [0, 0], [-5e-6, 0], [smallSaid('channels 0, 1', '0, 1', '447')]],
    ['in whatever order', inside, [0, 0], [0, -5e-6], [smallSaid('channels 0, 1', '0, 1', '447')]],
    ['−eps', inside, [0, 0], [1, -1e-5], [smallSaid('channel 1', '1', '∞')]],
    ['eps', inside, [0, 0], [1, 1e-5], [smallSaid('channel 1', '1', '224')]],
    ['a little above eps', inside, [0, 0], [1, 1.1e-5], []],
    ['eps, where the gain is 100', eps(5e-5), [0, 0], [5e-5, 1], []],
    ['0, where the gain is 32', eps(1e-3), [0, 0], [0, 1], [smallSaid('channel 0', '0', '31.6')]],
    ['eps, where the gain is 22', eps(1e-3), [0, 0], [1e-3, 1], []],
    // 1/√9e-13 = 1.054e6
    ['hardly above 0', eps(0), [0, 0], [9e-13, 1], [smallSaid('channel 0', '0', '1050000')]],
    ['a gain of 1e6 and less', eps(0), [0, 0], [1e-12, 1.1e-12], []],
    ['0 of 0', eps(0), [0, 0], [0, 1], [smallSaid('channel 0', '0', '∞')]],
    ['0, eps outside', outside, [0, 0], [0, 1], [smallSaid('channel 0', '0', '100000')]],
    // 1/(0 − 1) and 1/(0.5 − 0.5000001) are below 0
    [
      'an eps below 0 outside',
      { ...outside, eps: -1 },
      [0, 0],
      [0, 1e4],
      [smallSaid('channel 0', '0', '1')],
    ],
    [
      'an eps that meets the deviation',
      { ...outside, eps: -0.5000001 },
      [0, 0],
      [9, 0.25],
      [smallSaid('channel 1', '1', '10000000')],
    ],
    [
      'all at once',
      momentsOf('BatchNorm1d', [3, 4], {}, 'eval'),
      [NaN, 0, 0, 0],
      [0, Infinity, -1, 1],
      [
        meanSaid('channel 0', '0'),
        varSaid('channel 1', '1'),
        rootSaid('running_var + eps', 'channel 2', '2'),
        smallSaid('channel 0', '0', '316'),
      ],
    ],
  ])('%s', (_, plan, mean, variance, says) => {
    expect(said(runningNotices(plan, running(mean, variance)))).toEqual(says);
  });

  test('a layer without them has nothing to say', () => {
    expect(runningNotices(inside, null)).toEqual([]);
  });

  const fresh = (layer: string, divisor: string) =>
    `freshRunning | ${layer} has not been trained: its running mean is 0 and its running variance 1, so eval only divides by ${divisor} before γ and β. Run it in train mode first, or load its running statistics. | {"layer":"${layer}","divisor":"${divisor}"}`;
  const buffers =
    'freshBuffers | The buffers of FrozenBatchNorm2d are those of a new layer, a running mean of 0 and a running variance of 1: it only divides by √(1 + eps) before γ and β. Load its running statistics. | {"layer":"FrozenBatchNorm2d","divisor":"√(1 + eps)"}';
  const frozen = (mode: Mode) => momentsOf('FrozenBatchNorm2d', [1, 2, 2, 2], {}, mode);

  test.each<[string, typeof inside, LayerState['running'], string[]]>([
    ['a new layer', inside, running([0, 0], [1, 1], 0), [fresh('BatchNorm1d', '√(1 + eps)')]],
    ['eps outside', outside, running([0, 0], [1, 1], 0), [fresh('EpsOutsideBatchNorm', '1 + eps')]],
    ['one that has seen a batch', inside, running([0, 0], [1, 1], 1), []],
    ['another mean', inside, running([0, 1], [1, 1], 0), []],
    ['another first mean', inside, running([1, 0], [1, 1], 0), []],
    ['another variance', inside, running([0, 0], [1, 2], 0), []],
    ['another first variance', inside, running([0, 0], [2, 1], 0), []],
    ['in train', momentsOf('BatchNorm1d', [3, 2]), running([0, 0], [1, 1], 0), []],
    ['frozen in train', frozen('train'), running([0, 0], [1, 1], 0), [buffers]],
    [
      'frozen in eval',
      frozen('eval'),
      running([0, 0], [1, 1], 0),
      [fresh('FrozenBatchNorm2d', '√(1 + eps)')],
    ],
    ['frozen and loaded', frozen('train'), running([0, 3], [1, 1], 0), []],
  ])('whether they are those of a new layer: %s', (_, plan, own, says) => {
    expect(said(stateNotices(plan, fullState(plan, { running: own }, 'float64')))).toEqual(says);
  });

  test('γ and β are told before them', () => {
    const state = fullState(
      inside,
      { weight: f64(NaN, 1), running: running([0, 0], [1, 1], 0) },
      'float64',
    );
    expect(codes(stateNotices(inside, state))).toEqual(['weightNotFinite', 'freshRunning']);
    expect(stateNotices(inside, { ...state, weight: null, running: null })).toEqual([]);
  });
});

describe('what a layer is given', () => {
  const parameter = (of: string, code: string, name: string, where: string, places: string) =>
    `${code} | ${of} (${name}) is NaN or infinite in ${where}: the output there is NaN or infinite whatever the input. Check the ${name}. | {"name":"${name}","places":"${places}"}`;
  const weight = (where: string, places: string, name = 'weight') =>
    parameter('γ', 'weightNotFinite', name, where, places);
  const bias = (where: string, places: string, name = 'bias') =>
    parameter('β', 'biasNotFinite', name, where, places);
  const held = (named: string, places: string) =>
    `heldNotFinite | NaN or infinity stands in ${named}. Check where it comes from. | {"held":"${places}"}`;
  const batch = planOf('BatchNorm2d', [2, 3, 2, 2]);
  const floor = planOf('FilterResponseNorm2d', [1, 2, 2, 2]);

  type Given = Omit<LayerState, 'running' | 'inputs'> & { inputs?: FurtherTensors };
  test.each<[string, ReturnType<typeof planOf>, Given, string[]]>([
    ['nothing', batch, {}, []],
    ['numbers', batch, { weight: f64(1, -2, 1e308), bias: f64(0, 0, 1) }, []],
    ['γ', batch, { weight: f64(1, NaN, 1) }, [weight('channel 1', '1')]],
    ['β', batch, { bias: f64(Infinity, 0, -Infinity) }, [bias('channels 0, 2', '0, 2')]],
    [
      'both',
      batch,
      { weight: f64(NaN, 1, 1), bias: f64(0, 0, NaN) },
      [weight('channel 0', '0'), bias('channel 2', '2')],
    ],
    [
      'of the last axis, which is that of the channels in 2-D',
      planOf('LayerNorm', [2, 3]),
      { weight: f64(1, NaN, 1) },
      [weight('channel 1', '1')],
    ],
    [
      'of the last axis in 3-D',
      planOf('LayerNorm', [2, 2, 3], { normalized_shape: [3] }),
      { weight: f64(1, NaN, 1) },
      [weight('entry 1', '1')],
    ],
    [
      'of the only axis',
      planOf('LayerNorm', [3], { normalized_shape: [3] }),
      { weight: f64(1, NaN, NaN) },
      [weight('entries 1, 2', '1, 2')],
    ],
    [
      'of two axes, of which one is that of the channels',
      planOf('LayerNorm', [3, 2, 2], { normalized_shape: [2, 2] }),
      { weight: f64(1, 1, NaN, 1), bias: f64(0, NaN, 0, NaN) },
      [weight('entry (1, 0)', '(1, 0)'), bias('entries (0, 1), (1, 1)', '(0, 1), (1, 1)')],
    ],
    [
      'of every sample, by other names',
      planOf('AdaLayerNorm', [2, 3, 2], {}, 'train', ['N', 'T', 'D']),
      { weight: f64(0, 0, NaN, 0), bias: f64(0, NaN, 0, 0) },
      [weight('entry (1, 0)', '(1, 0)', 'scale'), bias('entry (0, 1)', '(0, 1)', 'shift')],
    ],
    [
      'made of a style, which is told in their place',
      planOf('AdaIN', [1, 2, 2, 2]),
      {
        weight: f64(NaN, 1),
        bias: f64(NaN, 1),
        inputs: { style: { shape: [1, 2, 1, 2], data: f64(1, 2, NaN, 3) } },
      },
      [held('style (entry (0, 1, 0, 0))', 'style ((0, 1, 0, 0))')],
    ],
    [
      'a gate',
      planOf('RMSNormGated', [1, 2, 2], {}, 'train', ['N', 'T', 'D']),
      { inputs: { gate: { shape: [1, 2, 2], data: f64(0, NaN, 0, Infinity) } } },
      [held('gate (entries (0, 0, 1), (0, 1, 1))', 'gate ((0, 0, 1), (0, 1, 1))')],
    ],
    [
      'a floor, under which less is said',
      floor,
      {
        weight: f64(NaN, 1),
        bias: f64(0, NaN),
        inputs: { tau: { shape: [2], data: f64(NaN, NaN) } },
      },
      [
        held(
          'weight (channel 0), bias (channel 1), tau (channels 0, 1)',
          'weight (0), bias (1), tau (0, 1)',
        ),
      ],
    ],
    ['a floor alone', floor, { inputs: { tau: { shape: [2], data: f64(0, 1) } } }, []],
    [
      'v of the channels',
      planOf('EvoNorm2dB0', [2, 2, 1, 2]),
      { inputs: { v: { shape: [2], data: f64(1, -Infinity) } } },
      [held('v (channel 1)', 'v (1)')],
    ],
    [
      'weights of statistics, which are no channels',
      planOf('SwitchNorm2d', [2, 2, 1, 2]),
      {
        inputs: {
          mean_weight: { shape: [3], data: f64(1, 1, NaN) },
          var_weight: { shape: [3], data: f64(NaN, NaN, 1) },
        },
      },
      [
        held(
          'mean_weight (entry 2), var_weight (entries 0, 1)',
          'mean_weight (2), var_weight (0, 1)',
        ),
      ],
    ],
  ])('%s', (_, plan, { weight: scale = null, bias: shift = null, inputs }, says) => {
    expect(said(givenNotices(plan, { weight: scale, bias: shift, inputs: inputs ?? {} }))).toEqual(
      says,
    );
    if (!inputs) expect(said(givenNotices(plan, { weight: scale, bias: shift }))).toEqual(says);
  });

  test('what else is held is told last, and nothing of what is whole', () => {
    const none = { weight: null, bias: null };
    expect(heldIn('running_mean', f64(1, 2), [2], 'channel')).toBeNull();
    const more = heldIn('running_mean', f64(1, NaN), [2], 'channel');
    expect(more).toEqual({ name: 'running_mean', at: 'channel 1', text: '1' });
    expect(givenNotices(batch, none, [null])).toEqual([]);
    expect(said(givenNotices(batch, none, [null, more]))).toEqual([
      held('running_mean (channel 1)', 'running_mean (1)'),
    ]);
  });
});

describe('cells', () => {
  const plan = momentsOf('BatchNorm1d', [3, 2], {}, 'eval');
  const single = momentsOf('BatchNorm1d', [1, 1], {}, 'eval');
  const troubles = (found: Partial<CellTroubles>) => ({ ...noCellTroubles(), ...found });
  const input = (of: string, are: string, number: number, cells: number) =>
    `inputNotFinite | ${of} of the input ${are} NaN or infinite, and so is the output there; the others keep theirs, as the running statistics are given. Remove or mask such values. | {"number":${number},"cells":${cells}}`;
  const output = (of: string, are: string, number: number, cells: number) =>
    `outputOverflow | ${of} of the output ${are} infinite though the input there is finite: with these running statistics, γ and β they pass the largest number of the tensor's type. PyTorch's arithmetic overflows there as well. Check running_mean, running_var, γ and β, or scale the data down. | {"number":${number},"cells":${cells}}`;

  test.each<[string, typeof plan, Partial<CellTroubles>, LayerState, string[]]>([
    ['none', plan, {}, {}, []],
    ['NaN that nothing tells of', plan, { outputNaN: 1 }, {}, []],
    ['one', plan, { inputNotFinite: 1 }, {}, [input('1 of 6 values', 'is', 1, 6)]],
    ['two', plan, { inputNotFinite: 2 }, {}, [input('2 of 6 values', 'are', 2, 6)]],
    ['the only one', single, { inputNotFinite: 1 }, {}, [input('1 of 1 value', 'is', 1, 1)]],
    ['one beyond', plan, { outputOverflow: 1 }, {}, [output('1 of 6 values', 'is', 1, 6)]],
    ['two beyond', plan, { outputOverflow: 2 }, {}, [output('2 of 6 values', 'are', 2, 6)]],
    [
      'the only one beyond',
      single,
      { outputOverflow: 1 },
      {},
      [output('1 of 1 value', 'is', 1, 1)],
    ],
    [
      'both',
      plan,
      { inputNotFinite: 1, outputOverflow: 3 },
      {},
      [input('1 of 6 values', 'is', 1, 6), output('3 of 6 values', 'are', 3, 6)],
    ],
    ['γ tells', plan, { outputOverflow: 1 }, { weight: f64(Infinity, 1) }, []],
    ['β tells', plan, { outputOverflow: 1 }, { bias: f64(0, Infinity) }, []],
    [
      'the mean tells',
      plan,
      { outputOverflow: 1 },
      { running: running([0, Infinity], [1, 1]) },
      [],
    ],
    ['the variance tells', plan, { outputOverflow: 1 }, { running: running([0, 0], [1, NaN]) }, []],
    [
      'an infinite gain tells',
      plan,
      { outputOverflow: 1 },
      { running: running([0, 0], [1, -1e-5]) },
      [],
    ],
  ])('that running statistics normalize: %s', (_, of, found, state, says) => {
    const full = fullState(of, state, 'float64');
    expect(said(cellNotices(of, troubles(found), full))).toEqual(says);
  });

  test('a layer without γ, β or statistics has none that could tell', () => {
    const nothing = { weight: null, gain: null, bias: null, running: null, inputs: {}, drawn: [] };
    expect(codes(cellNotices(plan, troubles({ outputOverflow: 1 }), nothing))).toEqual([
      'outputOverflow',
    ]);
  });

  const lost = (of: string, are: string, number: number, cells: number) =>
    `outputNotFinite | ${of} of the output ${are} NaN or infinite though the input is finite: with these parameters and options they pass the largest number of the tensor's type, or are none. PyTorch's arithmetic ends there as well. Check parameters and options, or scale the data down. | {"number":${number},"cells":${cells}}`;

  test.each<[typeof plan, Partial<CellTroubles>, string[]]>([
    [plan, {}, []],
    [plan, { inputNotFinite: 2 }, []],
    [plan, { outputOverflow: 1 }, [lost('1 of 6 values', 'is', 1, 6)]],
    [plan, { outputNaN: 1 }, [lost('1 of 6 values', 'is', 1, 6)]],
    [plan, { outputNaN: 2, outputOverflow: 1 }, [lost('3 of 6 values', 'are', 3, 6)]],
    [single, { outputNaN: 1 }, [lost('1 of 1 value', 'is', 1, 1)]],
  ])('that are lost: %#', (of, found, says) => {
    expect(said(lostNotices(of, troubles(found), []))).toEqual(says);
    expect(said(lostNotices(of, troubles(found), [notice('groupOfTwo', '')]))).toEqual(says);
  });

  test.each([
    'notFinite',
    'overflow',
    'float64Overflow',
    'float64Underflow',
    'noRoot',
    'constantSpoiled',
    'groupOfOneSpoiled',
    'weightNotFinite',
    'biasNotFinite',
    'heldNotFinite',
    'runningMeanNotFinite',
    'runningVarNotFinite',
    'negativeVariance',
    'sharedNotFinite',
  ] as const)('%s says why they are lost', (code) => {
    const told = [notice('groupOfTwo', ''), notice(code, '')];
    expect(lostNotices(plan, troubles({ outputNaN: 2 }), told)).toEqual([]);
  });

  test('that are bent one by one', () => {
    const own = (of: string, are: string, number: number, cells: number) =>
      `ownNotFinite | ${of} of the input ${are} NaN or infinite, and so is the output there; the others keep theirs. Remove or mask such values. | {"number":${number},"cells":${cells}}`;
    const tanh = planOf('DynamicTanh', [1, 2, 3]);
    const of = (number: number, at: typeof tanh = tanh) =>
      said(ownNotices(at, troubles({ inputNotFinite: number, outputNaN: 1 })));
    expect(of(0)).toEqual([]);
    expect(of(1)).toEqual([own('1 of 6 values', 'is', 1, 6)]);
    expect(of(2)).toEqual([own('2 of 6 values', 'are', 2, 6)]);
    expect(of(1, single)).toEqual([own('1 of 1 value', 'is', 1, 1)]);
  });
});

describe('windows', () => {
  const wide = planOf('LocalResponseNorm', [1, 3, 4], { size: 3 }) as WindowPlan;
  const only = planOf('LocalResponseNorm', [1, 1, 1], { size: 1 }) as WindowPlan;
  const notFinite = (of: string, number: number, cells: number) =>
    `windowNotFinite | A NaN or infinite value lies in ${of} and spoils the output there. Remove or mask such values. | {"number":${number},"cells":${cells}}`;
  const overflow = (of: string, number: number, cells: number) =>
    `windowOverflow | The squares in ${of} pass 1.8e308, the largest float64, though the values are finite: nothing is left of what is divided by that, as in PyTorch. Scale the data down first. | {"number":${number},"cells":${cells}}`;
  const narrow = (of: string, number: number, cells: number) =>
    `windowFloat32Overflow | The squares in ${of} pass 3.4e38, the largest float32. The numbers here are exact; PyTorch's float32 arithmetic overflows there and gives 0 or NaN. Scale the data down first. | {"number":${number},"cells":${cells}}`;
  const noPower = (of: string, number: number, cells: number) =>
    `windowNoPower | In ${of} k + α · Σx² / size is 0, negative or too near to 0 for its power: the output there is NaN or infinite. Choose k above 0 and α of at least 0. | {"number":${number},"cells":${cells}}`;

  test.each<[WindowPlan, Partial<WindowTroubles>, string[]]>([
    [wide, {}, []],
    [wide, { notFinite: 1 }, [notFinite('1 of 12 windows', 1, 12)]],
    [wide, { overflow: 2 }, [overflow('2 of 12 windows', 2, 12)]],
    [wide, { float32Overflow: 3 }, [narrow('3 of 12 windows', 3, 12)]],
    [wide, { noPower: 12 }, [noPower('12 of 12 windows', 12, 12)]],
    [
      only,
      { notFinite: 1, overflow: 1, float32Overflow: 1, noPower: 1 },
      [notFinite, overflow, narrow, noPower].map((tell) => tell('the only window', 1, 1)),
    ],
  ])('%#', (plan, found, says) => {
    expect(said(windowNotices(plan, { ...noWindowTroubles(), ...found }))).toEqual(says);
  });
});

describe('layers whose statistics meet', () => {
  const staged = (layer: LayerName, mode: Mode = 'train', shape = [2, 2, 1, 2]) =>
    planOf(layer, shape, {}, mode) as StagedPlan;
  const tell = (
    plan: StagedPlan,
    found: Partial<StagedTroubles>,
    state: LayerState = {},
    after: LayerState['running'] = null,
  ) =>
    said(
      stagedNotices(
        plan,
        { ...noStagedTroubles(), ...found },
        fullState(plan, state, 'float64'),
        after,
      ),
    );
  const shared = (values: string, are: string, number: number, so: string, spoiling: number) =>
    `sharedNotFinite | ${values} of the input ${are} NaN or infinite, and ${number} of 8 values of the output ${so} so too: such a value spoils every statistic that it enters. Remove or mask it. | {"spoiling":${spoiling},"number":${number},"cells":8}`;
  const cancelled = (of: string, are: string, mean: string, layer: string, number: number) =>
    `squaresCancel | ${of} ${are} small beside the square of ${mean} mean. The numbers here are exact; the code of ${layer} takes E[x²] − E[x]² and loses digits there, or gives NaN. Centre the data first. | {"layer":"${layer}","number":${number},"groups":4}`;

  test('spoiled values', () => {
    const plan = staged('SwitchNorm2d');
    expect(tell(plan, {})).toEqual([]);
    expect(tell(plan, { spoiling: 1, inputNotFinite: 1 })).toEqual([
      shared('1 value', 'is', 1, 'is', 1),
    ]);
    expect(tell(plan, { spoiling: 2, inputNotFinite: 1, outputNaN: 4, outputOverflow: 2 })).toEqual(
      [shared('2 values', 'are', 7, 'are', 2)],
    );
    expect(
      codes(
        stagedNotices(
          plan,
          { ...noStagedTroubles(), outputNaN: 1 },
          fullState(plan, {}, 'float64'),
          null,
        ),
      ),
    ).toEqual(['outputNotFinite']);
  });

  test('squares that cancel', () => {
    const plan = staged('SwitchNorm2d');
    expect(tell(plan, { cancelled: 1 })).toEqual([
      cancelled('1 of 4 variances', 'is', 'its', 'SwitchNorm2d', 1),
    ]);
    expect(tell(plan, { cancelled: 4 })).toEqual([
      cancelled('4 of 4 variances', 'are', 'their', 'SwitchNorm2d', 4),
    ]);
  });

  test.each<[Partial<StagedTroubles>, string[]]>([
    [{ overflow: 1 }, ['float32Overflow']],
    [{ overflow: 1, narrow: false }, ['float64Overflow']],
    [{ overflow: 1, narrow: false, spoiling: 1 }, ['sharedNotFinite']],
    [{ overflow: 1, spoiling: 1 }, ['sharedNotFinite', 'float32Overflow']],
    [
      { farConstant: 1, noRoot: 1, offset: 1, cancelled: 1, overflow: 1, underflow: 1 },
      [
        'farConstant',
        'noRoot',
        'largeOffset',
        'squaresCancel',
        'float32Overflow',
        'float32Underflow',
      ],
    ],
  ])('each trouble by itself: %j', (found, says) => {
    const plan = staged('SwitchNorm2d');
    const state = fullState(plan, {}, 'float64');
    expect(codes(stagedNotices(plan, { ...noStagedTroubles(), ...found }, state, null))).toEqual(
      says,
    );
  });

  const bad = running([NaN, 0], [1, Infinity]);
  const good = running([0, 0], [1, 1]);
  const heldMean =
    'heldNotFinite | NaN or infinity stands in running_mean (channel 0). Check where it comes from. | {"held":"running_mean (0)"}';

  test('running statistics are those after a step of training, and those before in eval', () => {
    const told = [meanSaid('channel 0', '0'), varSaid('channel 1', '1')];
    expect(tell(staged('SwitchNorm2d'), {}, { running: good }, bad)).toEqual(told);
    expect(tell(staged('SwitchNorm2d'), {}, { running: bad }, good)).toEqual([]);
    expect(tell(staged('SwitchNorm2d', 'eval'), {}, { running: bad }, good)).toEqual(told);
    expect(tell(staged('SwitchNorm2d', 'eval'), {}, { running: good }, bad)).toEqual([]);
  });

  test('EvoNorm B0 never reads its running mean, and says that it is held', () => {
    expect(tell(staged('EvoNorm2dB0', 'eval'), {}, { running: bad })).toEqual([
      heldMean,
      varSaid('channel 1', '1'),
    ]);
    expect(tell(staged('EvoNorm2dB0'), {}, {}, good)).toEqual([]);
    expect(tell(staged('EvoNorm2dB0'), {}, {}, null)).toEqual([]);
  });

  test('a running variance below 0', () => {
    const below = running([0, 0, 0], [-1e-3, -1.001e-3, -Infinity]);
    const shape = [2, 3, 1, 2];
    expect(tell(staged('EvoNorm2dB0', 'eval', shape), {}, { running: below })).toEqual([
      varSaid('channel 2', '2'),
      rootSaid('running_var + eps', 'channel 1', '1'),
    ]);
    expect(tell(staged('SwitchNorm2d', 'eval', shape), {}, { running: below })).toEqual([
      varSaid('channel 2', '2'),
      'negativeRunningVar | running_var is negative in channels 0, 1, which no variance is. Check running_var. | {"places":"0, 1"}',
    ]);
    const zero = running([0, 0], [0, 1]);
    expect(tell(staged('SwitchNorm2d', 'eval'), {}, { running: zero })).toEqual([]);
    expect(tell(staged('EvoNorm2dB0', 'eval'), {}, { running: zero })).toEqual([]);
  });

  type Found = readonly [variance: number, rstd: number, mean?: number];
  const narrow = (...of: Of) => ['float32', ...of] as const;
  const full = (...of: Of) => ['float64', ...of] as const;
  type Of = readonly [plan: StagedPlan, groups: readonly Found[], eps?: number];
  function counted(
    dtype: 'float32' | 'float64',
    plan: StagedPlan,
    groups: readonly Found[],
    eps = plan.eps,
  ): Partial<StagedTroubles> {
    const Values = dtype === 'float32' ? Float32Array : Float64Array;
    const found = noStagedTroubles();
    const [variance, rstd, mean] = [0, 1, 2].map((of) =>
      Float64Array.from(groups, (group) => group[of] ?? 0),
    );
    const statistics = {
      variance: variance!,
      varianceUnbiased: variance!,
      rstd: rstd!,
      mean: mean!,
    };
    countStaged(found, { ...plan, eps }, statistics, Values.of(1), Values.of(1));
    const none = noStagedTroubles();
    return Object.fromEntries(
      Object.entries(found).filter(([name, value]) => value !== none[name as keyof typeof none]),
    );
  }

  const S0 = staged('EvoNorm2dS0');
  const B0 = staged('EvoNorm2dB0');
  const SWITCH = staged('SwitchNorm2d');
  const RESPONSE = staged('GlobalResponseNorm');
  const above = (value: number) => value * (1 + 2 ** -52);
  const wide = { narrow: false };

  test.each<[string, ReturnType<typeof narrow | typeof full>, Partial<StagedTroubles>]>([
    ['none', narrow(S0, []), {}],
    ['an ordinary one', narrow(S0, [[1, 1, 1]]), {}],
    ['in float64', full(S0, [[1, 1, 1]]), wide],
    ['the largest float32', narrow(S0, [[MOST_FLOAT32, 1]]), {}],
    ['beyond', narrow(S0, [[above(MOST_FLOAT32), 1]]), { overflow: 1 }],
    ['∞', full(S0, [[Infinity, 0]]), { ...wide, overflow: 1 }],
    ['beyond float32 in float64', full(S0, [[1e300, 1]]), wide],
    ['NaN', narrow(S0, [[NaN, NaN]]), {}],
    // two channels are added up: a variance of 1e38 and a mean of 1e19 squared are beyond 1.7e38
    ['a sum of two', narrow(SWITCH, [[1e38, 1, 8e18]]), {}],
    ['a sum beyond', narrow(SWITCH, [[1e38, 1, 1e19]]), { overflow: 1 }],
    ['no root', narrow(S0, [[1, NaN]]), { noRoot: 1 }],
    ['a root of 0', narrow(S0, [[1, Infinity]]), { noRoot: 1 }],
    ['a root of 0, where another divides', narrow(B0, [[0, Infinity]]), {}],
    ['no root beside another', narrow(B0, [[1, NaN]]), { noRoot: 1 }],
    ['a small one', narrow(S0, [[1e-39, 1]], 1e-31), { underflow: 1 }],
    ['the least full one', narrow(S0, [[2 ** -126, 1]], 1e-31), {}],
    ['a small one that eps hides', narrow(S0, [[1e-39, 1]], 1e-30), {}],
    ['a small one beside an eps below 0', narrow(S0, [[1e-39, 1]], -1), {}],
    ['a small one in float64', full(S0, [[1e-39, 1]], 1e-31), wide],
    ['0', narrow(S0, [[0, 1]], 1e-31), {}],
    ['a far constant', narrow(S0, [[0, 1, 16778]]), { farConstant: 1 }],
    ['a nearer one', narrow(S0, [[0, 1, 16777]]), {}],
    ['an offset', narrow(S0, [[1, 1, 1001]]), { offset: 1 }],
    ['a smaller one', narrow(S0, [[1, 1, 999]]), {}],
    ['an offset of a length', narrow(RESPONSE, [[1, 1, 1e9]]), {}],
    // 130² · 2⁻²⁴ = 1.0073e-3, 129² · 2⁻²⁴ = 0.9919e-3
    ['what cancels', narrow(SWITCH, [[1, 1, 130]], 0), { cancelled: 1 }],
    ['what does not', narrow(SWITCH, [[1, 1, 129]], 0), {}],
    ['what cancels no more beside eps', narrow(SWITCH, [[1, 1, 130]], 1), {}],
    ['what cancels below 0', narrow(SWITCH, [[1, 1, -130]], 0), { cancelled: 1 }],
    ['nor in float64', full(SWITCH, [[1, 1, 130]], 0), wide],
    [
      'several',
      narrow(S0, [
        [NaN, NaN],
        [1, NaN],
        [1, 1, -5000],
        [1, NaN],
        [0, 1, -20000],
      ]),
      { noRoot: 2, offset: 1, farConstant: 1 },
    ],
  ])('statistics: %s', (_, [dtype, plan, groups, eps], says) => {
    expect(counted(dtype, plan, groups, eps)).toEqual(says);
  });

  test('what blends takes mean and variance of the instance, where they are kept', () => {
    const of = (meanIn: number, varIn: number) => {
      const found = noStagedTroubles();
      const one = f64(1);
      const more = { meanIn: f64(meanIn), varIn: f64(varIn) };
      const statistics = { mean: one, variance: one, varianceUnbiased: one, rstd: one, more };
      countStaged(found, SWITCH, statistics, Float32Array.of(1), Float32Array.of(1));
      return [found.overflow, found.cancelled];
    };
    expect(of(1, 1)).toEqual([0, 0]);
    expect(of(1, 2e38)).toEqual([1, 0]);
    expect(of(200, 1)).toEqual([0, 1]);
  });

  test('cells, whether or not it acts', () => {
    for (const acts of [true, false]) {
      const found = noStagedTroubles();
      const statistics = {
        mean: f64(0),
        variance: f64(1),
        varianceUnbiased: f64(1),
        rstd: f64(NaN),
      };
      const x = Float32Array.of(NaN, 1, Infinity, 3);
      countStaged(found, { ...S0, acts }, statistics, x, Float32Array.of(0, NaN, NaN, Infinity));
      expect(found).toEqual({
        ...noStagedTroubles(),
        spoiling: 2,
        inputNotFinite: 1,
        outputNaN: 1,
        outputOverflow: 1,
        noRoot: acts ? 1 : 0,
      });
      const fine = noStagedTroubles();
      countStaged(fine, { ...S0, acts: false }, statistics, x, new Float32Array(4));
      expect(fine).toEqual(noStagedTroubles());
    }
  });
});

test('a tensor that is drawn', () => {
  const plan = planOf('MaskedBatchNorm1d', [2, 1, 4]);
  const mask =
    'drawnInput | MaskedBatchNorm1d takes a mask beside x, and none was given: here sample n is taken to be padded at its end, so that neighbours differ in length. Give your own. | {"layer":"MaskedBatchNorm1d","name":"mask","seed":1}';
  expect(said([drawnNotice(plan, 'mask')])).toEqual([mask]);
  expect(said(drawnNotices(planOf('AdaIN', [1, 2, 2, 2]), { drawn: ['style', 'gate'] }))).toEqual(
    ['style', 'gate'].map(
      (name) =>
        `drawnInput | AdaIN takes a ${name} beside x, and none was given: here it is drawn by torch.manual_seed(1). Give your own. | {"layer":"AdaIN","name":"${name}","seed":1}`,
    ),
  );
  expect(drawnNotices(plan, { drawn: [] })).toEqual([]);
});
