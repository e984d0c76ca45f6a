import { PRESET_NAMES, PRESETS, type Preset } from '../../core/report/preset.ts';
import { readPreset } from '../service/presetFile.ts';
import type { Flags } from './flags.ts';

/**
 * `--preset FILE`, or the name of one that comes with the program; undefined without the flag.
 * @throws InputError badPreset
 */
export async function presetOf({ values }: Flags): Promise<Preset | undefined> {
  const file = values.get('preset');
  if (file === undefined) return undefined;
  const known = PRESET_NAMES.find((name) => name === file);
  return known ? PRESETS[known] : readPreset(file, `--preset ${file}`, PRESET_NAMES);
}
