import type { StagedPlan } from '../../spec.ts';

export { byHand } from './byHand.ts';

/** Shown only where ONNX has the layer. @throws RangeError */
export function onnx(plan: StagedPlan): never {
  throw new RangeError(`onnx: ${plan.spec.layer} is shown only where ONNX has it`);
}
