import { parseFlags, type Flags } from './flags.ts';
import { layerFlagTable } from './layerFlags.ts';
import { PICTURE_FLAGS } from './picture.ts';
import { UsageError } from './usageError.ts';

/** The flags of `report`, for one report or for many. @throws UsageError */
export function reportFlags(words: readonly string[]): Flags {
  const table = layerFlagTable();
  const flags = parseFlags(words, {
    values: [
      'example',
      'layer',
      'out',
      'formats',
      'preset',
      'mode',
      'layout',
      ...PICTURE_FLAGS,
      ...table.values,
    ],
    switches: table.switches,
  });
  if (flags.positional.length > 0)
    throw new UsageError(`"${flags.positional[0]}" is one word too many.`);
  return flags;
}
