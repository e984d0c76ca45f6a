import { middleCell } from '../ui/cell.ts';
import { sameTensor } from '../../core/request.ts';
import type { TensorInfo } from '../ui/host.ts';
import { initialLook } from '../canvas/look.ts';
import type { ExploreKept } from './exploreKept.ts';
import { startWork, suits } from './work.ts';

/**
 * What Explore begins with: what was remembered, where its tensor is there and is as it was, else an example, with nothing pinned.
 * @throws RangeError without a tensor
 */
export function beginning(
  tensors: readonly TensorInfo[],
  kept: ExploreKept | null,
): Omit<ExploreKept, 'step'> {
  const known = kept && tensors.find(({ ref }) => sameTensor(ref, kept.work.tensor));
  if (known && suits(kept.work, known)) return kept;
  // In the example that is shown first every layer visibly does something.
  const first =
    tensors.find(({ ref }) => ref.kind === 'example' && ref.id === 'channels') ?? tensors[0];
  if (!first) throw new RangeError('Explore: expected at least one tensor to begin with');
  return {
    work: startWork(first.ref, first.defaultLayer ?? 'LayerNorm'),
    look: initialLook(),
    cell: middleCell(first.shape, first.axes),
    pinned: false,
  };
}
