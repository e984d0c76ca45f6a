import { indexOf } from '../../tensor/strides.ts';
import { number, tuple } from '../../program/python.ts';
import type { SnippetInput } from './snippet.ts';

/** Imports that the tensor's script needs beside torch. */
export function scriptImports({ tensor }: SnippetInput): string[] {
  return [
    ...(/\bjson\./.test(tensor.script) ? ['import json'] : []),
    ...(/\bnp\./.test(tensor.script) ? ['import numpy as np'] : []),
    ...(/\bsafetensors\./.test(tensor.script) ? ['import safetensors.torch'] : []),
  ];
}

/** Lines that make x and bring its axes into the order in which the layer is fed. */
export function torchInput(input: SnippetInput): string[] {
  const order = feedOrder(input);
  const { tensor, plan } = input;
  const lines = [...tensor.script.split('\n'), ...edits(input)];
  if (!order) return lines;
  const note = `(${tensor.axes.join(', ')}) to (${plan.axes.join(', ')})`;
  return [...lines, `x = x.permute(${order.join(', ')})  # ${note}`];
}

/** The same as a NumPy array; PyTorch makes the numbers, so that they are the same. */
export function numpyInput(input: SnippetInput): string[] {
  const order = feedOrder(input);
  const { tensor, plan } = input;
  const lines = [...tensor.script.split('\n'), ...edits(input), 'x = x.numpy()'];
  if (!order) return lines;
  const note = `(${tensor.axes.join(', ')}) to (${plan.axes.join(', ')})`;
  return [...lines, `x = x.transpose${tuple(order)}  # ${note}`];
}

/** Cells changed by hand, in the stored order of the axes. */
function edits({ tensor }: SnippetInput): string[] {
  return (tensor.edits ?? []).map(
    ([flat, value]) => `x[${indexOf(tensor.shape, flat).join(', ')}] = ${number(value)}`,
  );
}

/** Stored axis that every axis of the plan is; null when both have one order. */
function feedOrder({ plan, tensor }: SnippetInput): number[] | null {
  const order = plan.axes.map((name) => tensor.axes.indexOf(name));
  return order.every((axis, position) => axis === position) ? null : order;
}
