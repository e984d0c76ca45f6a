import { isPooled, type DisplayTensor } from '../../core/figure/displayTensor.ts';
import type { Pooling } from '../../core/figure/state.ts';
import type { ComputeRequest } from '../../core/request.ts';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { callHost, type ComputeReply, type Outcome } from './host.ts';

/** Inputs that the window keeps, so that a reply need not bring them again. */
const MOST = 8;

/** By their names, the one that was used last at the end. */
const held = new WeakMap<NormscopeApi, ReadonlyMap<string, DisplayTensor>>();

/**
 * Runs a layer. What is known of its input stays here from reply to reply.
 * @param pooling  how blocks are to be drawn; their minima and maxima are asked for when they are
 */
export async function computeLayer(
  api: NormscopeApi,
  request: ComputeRequest,
  pooling: Pooling = 'mean',
): Promise<Outcome<ComputeReply>> {
  // These are at hand for the reply, whatever else comes meanwhile.
  const known = held.get(api) ?? new Map<string, DisplayTensor>();
  const outcome = await callHost(api, 'layer.compute', { ...request, holds: [...known.keys()] });
  if (!outcome.ok) return outcome;
  const { input } = outcome.value;
  const x = outcome.value.x ?? known.get(input);
  if (!x) throw new Error(`computeLayer: expected the input ${input} in the reply`);
  keep(api, input, x);
  const reply = { ...outcome.value, x };
  return pooling !== 'mean' && isPooled(x) ? withExtremes(api, reply) : { ok: true, value: reply };
}

function keep(api: NormscopeApi, name: string, x: DisplayTensor): void {
  const others = [...(held.get(api) ?? [])].filter(([other]) => other !== name);
  held.set(api, new Map([...others.slice(1 - MOST), [name, x]]));
}

async function withExtremes(
  api: NormscopeApi,
  reply: ComputeReply,
): Promise<Outcome<ComputeReply>> {
  const outcome = await callHost(api, 'layer.extremes', reply.request);
  if (!outcome.ok) return outcome;
  const { x, y } = outcome.value;
  return {
    ok: true,
    value: {
      ...reply,
      x: { ...reply.x, ...(x && { extremes: x }) },
      y: { ...reply.y, ...(y && { extremes: y }) },
    },
  };
}
