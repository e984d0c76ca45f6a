import { existsSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { shownNames } from '../../core/io/shown.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { Service } from '../service/service.ts';

/** A tensor as the command line names it: a file, and which of its tensors. */
export interface NamedTensor {
  readonly file: string;
  readonly member?: string;
}

/** `FILE` or `FILE:NAME`. A path may have colons of its own: the shortest one that is there is the file. */
export function namedTensor(text: string): NamedTensor {
  if (existsSync(text)) return { file: text };
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    const file = text.slice(0, colon);
    const member = text.slice(colon + 1);
    if (member !== '' && existsSync(file)) return { file, member };
  }
  return { file: text };
}

/** The same without its folder, which is nobody's who reads a report: x.npy, model.pt:bn1.weight. */
export function calledAs(text: string): string {
  const { file, member } = namedTensor(text);
  const name = path.basename(file);
  return member === undefined ? name : `${name}:${member}`;
}

/**
 * Opens the tensor of `FILE` or `FILE:NAME`; integers are converted.
 * @param flag  what the command line calls it, for messages
 * @param axes  names of its dimensions as they lie in the file
 * @throws InputError manyTensors, noMember, badLayout, and those of opening
 */
export async function openNamed(
  service: Service,
  text: string,
  flag: string,
  memoryBytes: number,
  axes?: readonly string[],
): Promise<TensorInfo> {
  const { file, member } = namedTensor(text);
  const { tensors } = await service.tensors.open(file, {
    convertIntegers: true,
    memoryBytes,
    ...(member === undefined ? {} : { member }),
    ...(axes ? { axes } : {}),
  });
  const [info] = tensors;
  if (info && tensors.length === 1) return info;
  const names = shownNames(tensors.map((each) => each.member ?? ''));
  throw new InputError(
    'manyTensors',
    `${file} holds ${tensors.length} tensors: ${names}. Name the one you mean: ${flag} ${file}:NAME.`,
    { file, count: tensors.length, names },
  );
}

/**
 * Reads the tensor of `FILE` or `FILE:NAME`; integers are converted.
 * @param flag  what the command line calls it, for messages
 * @throws InputError manyTensors, noMember, and those of opening
 */
export async function readNamed(
  service: Service,
  text: string,
  flag: string,
  memoryBytes: number,
): Promise<Tensor> {
  const info = await openNamed(service, text, flag, memoryBytes);
  const { tensor } = await service.tensors.get(info.ref);
  service.tensors.close(info.ref);
  return tensor;
}
