import { InputError } from '../../core/errors.ts';
import { readCsv } from '../../core/io/csv.ts';
import { readNpy } from '../../core/io/npy.ts';
import { listNpz, readNpz } from '../../core/io/npz.ts';
import { listSafetensors, readSafetensors } from '../../core/io/safetensors.ts';
import { dtypeOf } from '../../core/tensor/tensor.ts';
import type { LoadedTensor } from './jobs.ts';
import { typeName } from './typeName.ts';

/** Most members of an archive that are opened at once. */
const MOST_MEMBERS = 16;

/**
 * The tensors of a file.
 * @param extension  decides the format: npy, npz, safetensors; all others are tables of numbers
 * @throws InputError of the formats
 */
export function decode(
  bytes: Uint8Array,
  extension: string,
  convertIntegers: boolean,
): LoadedTensor[] {
  const options = { convertIntegers };
  switch (extension) {
    case 'npy': {
      const { tensor, dtype } = readNpy(bytes, options);
      return [{ member: '', tensor, dtype: typeName(dtype) }];
    }
    case 'npz':
      return members(listNpz(bytes), (member) => {
        const { tensor, dtype } = readNpz(bytes, member, options);
        return { member, tensor, dtype: typeName(dtype) };
      });
    case 'safetensors':
      return members(listSafetensors(bytes), ({ name }) => {
        const { tensor, dtype } = readSafetensors(bytes, name, options);
        return { member: name, tensor, dtype };
      });
    default: {
      const { tensor } = readCsv(bytes);
      return [{ member: '', tensor, dtype: dtypeOf(tensor) }];
    }
  }
}

/**
 * The tensors of an archive. Integers beside them (labels, counters) are passed over as long as there is anything to normalize.
 * @throws InputError of the first integer when there is nothing else
 */
function members<E>(entries: readonly E[], read: (entry: E) => LoadedTensor): LoadedTensor[] {
  const loaded: LoadedTensor[] = [];
  let refused: InputError | null = null;
  for (const entry of entries) {
    if (loaded.length === MOST_MEMBERS) break;
    try {
      loaded.push(read(entry));
    } catch (error) {
      if (!(error instanceof InputError) || error.code !== 'integer-dtype') throw error;
      refused ??= error;
    }
  }
  if (loaded.length === 0 && refused) throw refused;
  return loaded;
}
