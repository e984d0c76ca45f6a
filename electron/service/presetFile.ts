import { InputError } from '../../core/errors.ts';
import { preset, type Preset } from '../../core/report/preset.ts';
import { isPlain } from '../../core/shape/compound.ts';
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
    const value: unknown = JSON.parse(text);
    refuseNewer(value);
    return parse(preset, value, 'preset');
  } catch (error) {
    throw badPreset(name, error instanceof Error ? error.message : String(error));
  }
}

/** What is new in it would be lost in silence. */
function refuseNewer(value: unknown): void {
  const version = isPlain(value) ? value.schemaVersion : undefined;
  if (typeof version !== 'number' || version <= 1) return;
  throw new Error(
    `a newer version of Normscope made this preset: expected schemaVersion 1, got ${version}. Open it with a current Normscope.`,
  );
}

const badPreset = (name: string, reason: string) =>
  new InputError('badPreset', `${name}: ${reason}`, { file: name, reason });
