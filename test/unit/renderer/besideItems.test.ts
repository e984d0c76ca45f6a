import { expect, test } from 'vitest';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import {
  besideItems,
  usedBeside,
  withBeside,
} from '../../../renderer/explore/insight/besideItems.ts';
import { fittingParameters } from '../../../renderer/explore/insight/parameters.ts';
import type { ComputeReply } from '../../../renderer/ui/host.ts';

const NTD = { shape: [2, 3, 4], axes: ['N', 'T', 'D'] };
const FILE = { kind: 'file', handle: 'scale.npy' } as const;
const specOf = (layer: LayerName) => ({ layer, options: {}, mode: 'train' }) as const;

/** What of a reply the tables read. */
function replyOf(layer: LayerName, more: Partial<ComputeReply> = {}): ComputeReply {
  const plan = planLayer(specOf(layer), NTD.shape, NTD.axes);
  const none = { inputs: {}, drawn: [], weight: null, bias: null, warnings: [] };
  return { ...none, plan, ...more } as unknown as ComputeReply;
}

test('scale and shift of each sample are tables beside x, learned γ and β are not', () => {
  const values = [0, 1, 2, 3, 4, 5, 6, 7];
  const drawn = { code: 'drawnInput', message: '', details: { name: 'shift' } };
  const items = besideItems(
    replyOf('AdaLayerNorm', { weight: values, bias: values, warnings: [drawn] }),
    { weight: values },
  );
  expect(items.map(({ id, shape, given, drawn: made }) => [id, shape, given, made])).toEqual([
    ['weight', [2, 4], true, false],
    ['bias', [2, 4], false, true],
  ]);
  expect(besideItems(replyOf('LayerNorm', { weight: [1, 1, 1, 1] }), {})).toEqual([]);
});

test('a file takes the place of values, values that of a file, and put back leaves neither', () => {
  const opened = withBeside({ weight: [1, 2], bias: [3, 4] }, 'weight', {
    shape: [1, 2],
    tensor: FILE,
  });
  expect(opened).toEqual({ bias: [3, 4], opened: { weight: { shape: [1, 2], tensor: FILE } } });
  const typed = withBeside(opened, 'weight', { shape: [1, 2], values: [5, 6] });
  expect(typed).toEqual({ bias: [3, 4], weight: [5, 6] });
  expect(withBeside(typed, 'weight', null)).toEqual({ bias: [3, 4] });
  const gated = withBeside(typed, 'gate', { shape: [1, 2], values: [7, 8] });
  expect(gated.inputs).toEqual({ gate: { shape: [1, 2], values: [7, 8] } });
  expect(withBeside(gated, 'gate', null)).toEqual(typed);
});

test('an opened scale stays as long as the layer has one of its shape', () => {
  const state = { opened: { weight: { shape: [2, 4], tensor: FILE } } };
  expect(fittingParameters(state, specOf('AdaLayerNorm'), NTD)).toEqual(state);
  expect(fittingParameters(state, specOf('LayerNorm'), NTD)).toBeUndefined();
  expect(fittingParameters(state, specOf('AdaLayerNorm'), { ...NTD, shape: [2, 3, 5] })).toBe(
    undefined,
  );
});

test('a scene holds what was drawn and opened as values', () => {
  const values = [0, 1, 2, 3, 4, 5, 6, 7];
  const drawn = { code: 'drawnInput', message: '', details: { name: 'shift' } };
  const reply = replyOf('AdaLayerNorm', { weight: values, bias: values, warnings: [drawn] });
  const state = { opened: { weight: { shape: [2, 4], tensor: FILE } } };
  expect(usedBeside(reply, state)).toEqual({ weight: values, bias: values });
});
