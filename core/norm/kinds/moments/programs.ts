export { byHand } from './byHand.ts';
export { onnx } from './onnx.ts';
