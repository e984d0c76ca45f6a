import type { TensorInfo } from '../ui/host.ts';

/** A step of dotted names: what stands below it, and the tensor that is called so. */
export interface TreeNode {
  /** "layer1", or "layer1.0.bn1" where nothing branches off on the way. */
  readonly label: string;
  /** From the top. */
  readonly path: string;
  readonly tensor: TensorInfo | null;
  readonly children: readonly TreeNode[];
  /** Tensors in and below it. */
  readonly count: number;
}

interface Draft {
  readonly path: string;
  tensor: TensorInfo | null;
  readonly children: Map<string, Draft>;
}

/** Tensors by the parts of their names; steps from which nothing branches off are one. */
export function treeOf(tensors: readonly TensorInfo[]): readonly TreeNode[] {
  const root: Draft = { path: '', tensor: null, children: new Map() };
  for (const tensor of tensors) {
    let at = root;
    for (const part of (tensor.member ?? '').split('.')) {
      const path = at === root ? part : `${at.path}.${part}`;
      const next = at.children.get(part) ?? { path, tensor: null, children: new Map() };
      at.children.set(part, next);
      at = next;
    }
    at.tensor ??= tensor;
  }
  return [...root.children].map(([label, draft]) => finished(label, draft));
}

function finished(label: string, draft: Draft): TreeNode {
  let [name, at] = [label, draft];
  // A step alone is no branch; one that ends in a tensor keeps its own line.
  while (!at.tensor && at.children.size === 1) {
    const [[part, only]] = [...at.children] as [[string, Draft]];
    if (only.children.size === 0) break;
    [name, at] = [`${name}.${part}`, only];
  }
  const children = [...at.children].map(([part, child]) => finished(part, child));
  const below = children.reduce((sum, { count }) => sum + count, 0);
  const { path, tensor } = at;
  return { label: name, path, tensor, children, count: below + (tensor ? 1 : 0) };
}
