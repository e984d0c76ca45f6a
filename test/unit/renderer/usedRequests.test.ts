import { expect, test } from 'vitest';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import type { NormscopeApi } from '../../../electron/ipc/contract.ts';
import { usedRequests } from '../../../renderer/app/usedRequests.ts';

const NTD = { shape: [2, 3, 4], axes: ['N', 'T', 'D'] };
const values = (count: number) => Array.from({ length: count }, (_, i) => i / 8);
const of = (layer: LayerName, state?: ComputeRequest['state']): ComputeRequest => ({
  tensor: { kind: 'example', id: 'numbers' },
  spec: { layer, options: {}, mode: 'train' },
  ...(state && { state }),
});

/** A service that says of every run what stood beside x. */
function serviceFor(asked: string[]): NormscopeApi {
  const call = (_: string, { spec }: ComputeRequest) => {
    asked.push(spec.layer);
    if (spec.layer === 'AdaIN') return { ok: false, code: 'rank', message: '', details: {} };
    const plan = planLayer(spec, NTD.shape, NTD.axes);
    const drawn = { code: 'drawnInput', message: '', details: { name: 'scale' } };
    const none = { inputs: {}, drawn: [], weight: values(8), bias: values(8), warnings: [drawn] };
    const gate = { inputs: { gate: { shape: NTD.shape, values: values(24) } }, drawn: ['gate'] };
    const value = spec.layer === 'RMSNormGated' ? { ...none, ...gate, plan } : { ...none, plan };
    return { ok: true, value };
  };
  return {
    call: (name: string, request: ComputeRequest) => Promise.resolve(call(name, request)),
  } as unknown as NormscopeApi;
}

test('what was drawn or opened beside x of each run comes along as values; other runs are not asked for', async () => {
  const asked: string[] = [];
  const FILE = { kind: 'file', handle: 'shift.npy' } as const;
  const opened = { opened: { bias: { shape: [2, 4], tensor: FILE } } };
  const requests = [of('LayerNorm'), of('RMSNormGated'), of('AdaLayerNorm', opened), of('AdaIN')];
  const used = await usedRequests(serviceFor(asked), requests);
  expect(asked).toEqual(['RMSNormGated', 'AdaLayerNorm', 'AdaIN']);
  expect(used.map(({ state }) => state)).toEqual([
    undefined,
    { inputs: { gate: { shape: NTD.shape, values: values(24) } } },
    { weight: values(8), bias: values(8) },
    undefined,
  ]);
});
