import { describe, expect, test } from 'vitest';
import { parseFlags } from '../../../electron/cli/flags.ts';
import { layerFlagTable, layerNamed, layerOptions } from '../../../electron/cli/layerFlags.ts';
import { STATE_FLAGS, stateFiles } from '../../../electron/cli/stateFiles.ts';

/** What a command line says about a layer: its options, and which flag's file fills which field. */
function read(layer: string, words: string) {
  const table = layerFlagTable();
  const flags = parseFlags(words.split(' '), {
    values: [...STATE_FLAGS, ...table.values],
    switches: table.switches,
  });
  const row = layerNamed(layer);
  return {
    options: layerOptions(row, flags),
    files: stateFiles(row, flags).map(({ flag, to }) => [
      flag,
      'input' in to ? to.input : to.field,
    ]),
  };
}

describe('flags that name a tensor’s file', () => {
  test('scale and shift are γ and β of a layer that calls them so', () => {
    expect(read('AdaLayerNorm', '--scale s.npy --shift t.npy --eps 1e-5')).toEqual({
      options: { eps: 1e-5 },
      files: [
        ['scale', 'weight'],
        ['shift', 'bias'],
      ],
    });
  });

  test('--shift is a number where the layer has an option of that name', () => {
    expect(read('DynamicErf', '--alpha 0.7 --shift 0.2 --weight w.npy')).toEqual({
      options: { alpha: 0.7, shift: 0.2 },
      files: [['weight', 'weight']],
    });
  });

  test('--scale is the picture’s where no tensor is called so', () => {
    expect(read('BatchNorm2d', '--scale 2').files).toEqual([]);
  });

  test('a flag that this layer calls otherwise is refused with its own names', () => {
    expect(() => read('BatchNorm2d', '--shift s.npy')).toThrow(
      'BatchNorm2d has no --shift; its tensors are --weight, --bias',
    );
    expect(() => read('AdaGroupNorm', '--weight s.npy')).toThrow('--scale, --shift');
    // its γ and β come from the style, and it keeps no statistics
    expect(() => read('AdaIN', '--weight s.npy')).toThrow(
      'AdaIN has no --weight; its tensors are --style.',
    );
    expect(() => read('PixelNorm', '--weight s.npy')).toThrow(
      'PixelNorm has no --weight: it has no tensors beside x.',
    );
    expect(() => read('RMSNormGated', '--bias s.npy')).toThrow(
      'RMSNormGated has no --bias; its tensors are --weight, --gate.',
    );
  });
});

test('a choice is one of its words', () => {
  const { options } = read('QKNorm', '--num-heads 2 --per-head --norm l2');
  expect(options).toEqual({ num_heads: 2, per_head: true, norm: 'l2' });
  expect(() => read('QKNorm', '--norm l1')).toThrow('--norm: expected rms or l2, got "l1".');
});

test('numbers and axes of the layers beyond torch.nn', () => {
  expect(read('ScaleNorm', '--g 2.5').options).toEqual({ g: 2.5 });
  expect(read('L2Norm', '--dim -1').options).toEqual({ dim: [-1] });
  expect(() => read('BatchNorm2d', '--g 3')).toThrow('no option --g');
});

test.each([
  ['FiLM', /averages over nothing/],
  ['weight_norm', /acts on weights/],
  ['spectral_norm', /largest singular value/],
  ['pre-norm', /a place in a block/],
])('%s is no layer, and it is said why', (name, why) => {
  expect(() => layerNamed(name)).toThrow(why);
});

test('a tensor beside x is a file under its own name, and of no other layer', () => {
  expect(read('RMSNormGated', '--gate g.npy --num-groups 2 --norm-before-gate')).toEqual({
    options: { num_groups: 2, norm_before_gate: true },
    files: [['gate', 'gate']],
  });
  expect(() => read('LayerNorm', '--gate g.npy')).toThrow('LayerNorm has no --gate');
  expect(() => read('AdaIN', '--style s.npy --weight w.npy')).toThrow('AdaIN has no --weight');
});
