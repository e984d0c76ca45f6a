import { InputError } from '../../core/errors.ts';
import { preset, type Preset } from '../../core/report/preset.ts';
import { parse } from '../../core/shape/shape.ts';
import { readSmallFile } from './readSmallFile.ts';

const LARGEST = 2 ** 20;

/**
 * A preset out of its file.
 * @param name  what a person knows the file by
 * @param known  names that may stand in place of a file
 * @throws InputError badPreset
 */
export async function readPreset(
  file: string,
  name: string,
  known: readonly string[] = [],
): Promise<Preset> {
  const text = await readSmallFile(file, LARGEST);
  if (text === null) {
    const others = known.length > 0 ? `, or one of ${known.join(', ')}` : '';
    throw badPreset(name, `expected a file that can be read${others}.`);
  }
  try {
    return parse(preset, JSON.parse(text), 'preset');
  } catch (error) {
    throw badPreset(name, error instanceof Error ? error.message : String(error));
  }
}

const badPreset = (name: string, reason: string) =>
  new InputError('badPreset', `${name}: ${reason}`, { file: name, reason });
