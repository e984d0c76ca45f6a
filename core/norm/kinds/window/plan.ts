import type { Seen, Sharing, ViewDim } from '../../view.ts';

/** What a row says about layers with a window of neighbouring channels: all is in its options. */
export interface WindowFacts {
  readonly kind: 'window';
}

/** What a plan of this kind has beyond the others: y = x / (k + α · Σx² / size)^β. */
export interface WindowOwn extends WindowFacts {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
}

/**
 * Every cell has a window of its own, which for an even size leans to lower channels.
 * @source  torch/nn/functional.py, local_response_norm: pads size // 2 below and (size − 1) // 2 above
 */
export function planWindow(
  { kind }: WindowFacts,
  view: readonly ViewDim[],
  { options }: Pick<Seen, 'options'>,
): WindowOwn & Sharing {
  const size = Number(options.size);
  return {
    kind,
    groups: 0,
    groupSize: size,
    statShape: [],
    statAxes: [],
    reach: {
      axis: view.find((dim) => dim.role === 'reduced')?.axis ?? 1,
      below: Math.floor(size / 2),
      above: Math.floor((size - 1) / 2),
    },
    size,
    alpha: Number(options.alpha),
    beta: Number(options.beta),
    k: Number(options.k),
  };
}
