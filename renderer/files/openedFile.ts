import { shown } from '../../core/io/shown.ts';
import type { HostEvents } from '../../electron/ipc/contract.ts';
import type { TensorInfo } from '../ui/host.ts';

/** A file of which something is open: all that it holds, used or not. */
export interface OpenedFile {
  readonly handle: string;
  /** What a person knows it by, without its folder. */
  readonly name: string;
  readonly tensors: readonly TensorInfo[];
  /** Members that cannot be used, with why; null for none. */
  readonly skipped: HostEvents['skipped'] | null;
}

/** A path's last part. */
export const lastPart = (path: string): string => path.split(/[\\/]/).at(-1) || path;

/** A path's last part, as it is shown. */
export function baseName(path: string): string {
  return shown(lastPart(path), 120);
}

/** The last folder of a path, as it is shown; empty where there is none. */
export function folderName(path: string): string {
  return shown(path.split(/[\\/]/).at(-2) ?? '', 40);
}

/** Handles of the files of some tensors, each once. */
export function handlesOf(tensors: readonly TensorInfo[]): readonly string[] {
  return [...new Set(tensors.flatMap(({ file }) => (file === undefined ? [] : [file])))];
}

/** A member's name and shape as they are searched and listed: "encoder.norm.weight", "768". */
export function sizesText({ axes, shape }: Pick<TensorInfo, 'axes' | 'shape'>): string {
  return axes.map((name, axis) => `${name} ${shape[axis]}`).join(' × ');
}

/** What a search asks for, in lower case. */
export const wordsOf = (search: string): readonly string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean);

/** Tensors of a file whose name or shape has every word of a search in it; shapes as (3, 4), 3x4 or 3 × 4. */
export function searched(tensors: readonly TensorInfo[], text: string): readonly TensorInfo[] {
  const words = wordsOf(text);
  if (words.length === 0) return tensors;
  return tensors.filter(({ name, member = name, shape, dtype }) => {
    const [listed, crossed] = [shape.join(','), shape.join('x')];
    const all = `${member} ${dtype} (${listed}) ${crossed}`.toLowerCase();
    return words.every((word) => all.includes(word.replaceAll('×', 'x')));
  });
}

/**
 * What took the place of tensors when their file was read in another way: the same member, if its shape is the same.
 * @returns null for what has no such
 */
export function successorOf(old: TensorInfo, tensors: readonly TensorInfo[]): TensorInfo | null {
  const found = tensors.find(({ member }) => member === old.member);
  return found && String(found.shape) === String(old.shape) ? found : null;
}
