export { byHand } from './byHand.ts';

export const onnx = () => null;
