import { describe, expect, test } from 'vitest';
import { LAYERS } from '../../../core/norm/layers.ts';
import { optionHelp } from '../../../core/texts/options.ts';
import { integerOf, parseFlags } from '../../../electron/cli/flags.ts';
import { layerFlagTable, layerNamed, layerOptions } from '../../../electron/cli/layerFlags.ts';
import { memoryOf } from '../../../electron/cli/memory.ts';
import { usage } from '../../../electron/cli/usage.ts';
import { UsageError } from '../../../electron/cli/usageError.ts';

const table = layerFlagTable();
const optionsOf = (layer: string, ...words: string[]) =>
  layerOptions(layerNamed(layer), parseFlags(words, table));

describe('options of a layer', () => {
  test('take PyTorch’s names and kinds', () => {
    expect(optionsOf('LayerNorm', '--normalized-shape', '3,5,5', '--no-bias')).toEqual({
      normalized_shape: [3, 5, 5],
      bias: false,
    });
    expect(
      optionsOf('LocalResponseNorm', '--size', '5', '--alpha', '1e-4', '--beta=0.75', '--k', '1'),
    ).toEqual({
      size: 5,
      alpha: 1e-4,
      beta: 0.75,
      k: 1,
    });
    expect(optionsOf('InstanceNorm2d', '--affine', '--track')).toEqual({
      affine: true,
      track_running_stats: true,
    });
    expect(optionsOf('SyncBatchNorm', '--replicas', '2,3')).toEqual({ replicas: [2, 3] });
    expect(optionsOf('Custom', '--axes', '0,-1', '--param-axes', '1', '--no-center')).toEqual({
      axes: [0, -1],
      param_axes: [1],
      center: false,
    });
  });

  test('none is Python’s None where that is allowed', () => {
    expect(optionsOf('BatchNorm1d', '--momentum', 'none')).toEqual({ momentum: null });
    expect(optionsOf('RMSNorm', '--eps', 'none')).toEqual({ eps: null });
    expect(() => optionsOf('BatchNorm1d', '--eps', 'none')).toThrow(UsageError);
  });

  test('a value that looks like a flag reaches the layer', () => {
    expect(optionsOf('BatchNorm1d', '--eps', '-1')).toEqual({ eps: -1 });
  });

  test('that another layer has are refused by name', () => {
    expect(() => optionsOf('BatchNorm1d', '--num-groups', '2')).toThrow(
      /BatchNorm1d has no option --num-groups/,
    );
  });

  test('that contradict each other are refused', () => {
    expect(() => optionsOf('BatchNorm1d', '--affine', '--no-affine')).toThrow(/contradict/);
  });
});

describe('a command line', () => {
  test.each([
    ['an unknown flag', ['--bogus']],
    ['a flag twice', ['--eps', '1', '--eps', '2']],
    ['a missing value', ['--eps']],
  ])('with %s is refused', (_, words) => {
    expect(() => parseFlags(words, table)).toThrow(UsageError);
  });

  test.each(['abc', '', '1,2', 'NaN'])('refuses "%s" as a number', (text) => {
    expect(() => optionsOf('BatchNorm1d', `--eps=${text}`)).toThrow(UsageError);
  });
});

test.each([
  ['BatchNorm1d', 'eps', '1e\u22125', { eps: 1e-5 }],
  ['LayerNorm', 'normalized-shape', '(3, 5)', { normalized_shape: [3, 5] }],
  ['BatchNorm1d', 'momentum', 'None', { momentum: null }],
])('%s takes --%s %s as the form takes it', (layer, flag, text, options) => {
  expect(optionsOf(layer, `--${flag}`, text)).toEqual(options);
});

test.each([
  ['BatchNorm1d', 'eps', '0x10', /--eps: expected a number, got "0x10"/],
  ['GroupNorm', 'num-groups', '2.5', /--num-groups: expected a whole number, got "2.5"/],
  ['LayerNorm', 'normalized-shape', '3,five', /expected whole numbers with commas between/],
  ['BatchNorm1d', 'momentum', 'some', /expected a number or none/],
])('%s refuses --%s %s as the form does', (layer, flag, text, words) => {
  expect(() => optionsOf(layer, `--${flag}`, text)).toThrow(words);
});

test('the help names every layer and every option of the table', () => {
  const text = usage();
  for (const row of LAYERS) {
    expect(text).toContain(row.name);
    for (const option of row.options)
      expect(text, `${row.name} ${option.name}`).toContain(optionHelp(row.name, option.name, 'en'));
  }
});

test('where one number is meant one is asked for', () => {
  const given = (text: string) =>
    parseFlags(['--memory', text], { values: ['memory'], switches: [] });
  for (const text of ['x', '64,64', '1.5'])
    expect(() => memoryOf(given(text))).toThrow(
      `--memory: expected a whole number, got "${text}".`,
    );
  expect(memoryOf(given('256'))).toBe(256 * 2 ** 20);
  expect(() => integerOf('num-batches-tracked', '1.5')).toThrow(
    new UsageError('--num-batches-tracked: expected a whole number, got "1.5".'),
  );
});

test('the help says that integers of γ, β and statistics need no --convert', () => {
  expect(usage()).toMatch(/Integers in them are taken as float32 without --convert/);
});
