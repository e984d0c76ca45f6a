/**
 * Channels that a window really covers on both sides: what sticks out beyond all of them is 0 and need not be written.
 * @param size      of the window; an even one leans to lower channels
 * @param channels  of the input
 * @source          torch/nn/functional.py, local_response_norm
 */
export function windowReach(
  size: number,
  channels: number,
): { readonly below: number; readonly above: number } {
  return {
    below: Math.min(channels - 1, Math.floor(size / 2)),
    above: Math.min(channels - 1, Math.floor((size - 1) / 2)),
  };
}
