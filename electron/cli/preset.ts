import { InputError } from '../../core/errors.ts';
import { preset, PRESET_NAMES, PRESETS, type Preset } from '../../core/report/preset.ts';
import { parse } from '../../core/shape/shape.ts';
import { readSmallFile } from '../service/readSmallFile.ts';
import type { Flags } from './flags.ts';

const LARGEST = 2 ** 20;

/**
 * `--preset FILE`, or the name of one that comes with the program; undefined without the flag.
 * @throws InputError badPreset
 */
export async function presetOf({ values }: Flags): Promise<Preset | undefined> {
  const file = values.get('preset');
  if (file === undefined) return undefined;
  const known = PRESET_NAMES.find((name) => name === file);
  if (known) return PRESETS[known];
  const text = await readSmallFile(file, LARGEST);
  if (text === null)
    throw badPreset(
      file,
      `expected a file that can be read, or one of ${PRESET_NAMES.join(', ')}.`,
    );
  try {
    return parse(preset, JSON.parse(text), 'preset');
  } catch (error) {
    throw badPreset(file, error instanceof Error ? error.message : String(error));
  }
}

const badPreset = (file: string, reason: string) =>
  new InputError('badPreset', `--preset ${file}: ${reason}`, { file, reason });
