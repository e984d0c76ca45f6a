import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { layerRow } from '../../core/norm/layers.ts';
import type { ComputeRequest } from '../../core/request.ts';
import { usedBeside } from '../explore/insight/besideItems.ts';
import { callHost } from '../ui/host.ts';

/** Requests with what stands beside x as it was used: a scene has no open files, and draws no condition. */
export async function usedRequests(
  api: NormscopeApi,
  requests: readonly ComputeRequest[],
): Promise<readonly ComputeRequest[]> {
  const used: ComputeRequest[] = [];
  // One after another: of a window's runs that wait only the newest is computed.
  for (const request of requests)
    used.push(mayStandBeside(request) ? await asUsed(api, request) : request);
  return used;
}

function mayStandBeside({ spec, state }: ComputeRequest): boolean {
  const { inputs, parameters } = layerRow(spec.layer);
  return inputs !== undefined || parameters?.always === true || state?.opened !== undefined;
}

/** What cannot be computed stays as it is, and says why in the scene. */
async function asUsed(api: NormscopeApi, request: ComputeRequest): Promise<ComputeRequest> {
  const outcome = await callHost(api, 'layer.compute', request);
  if (!outcome.ok) return request;
  const state = usedBeside(outcome.value, request.state ?? {});
  return Object.keys(state).length > 0 ? { ...request, state } : request;
}
