import { InputError } from '../../core/errors.ts';
import type { Language, Settings } from '../../core/settings.ts';
import type { LargeFile, LargeResult, LargeRun } from '../ipc/types.ts';
import type { StreamResult } from '../workers/jobs.ts';
import type { RunOptions, WorkerPool } from '../workers/pool.ts';
import { EXPORT_KINDS } from '../../core/texts/shell.ts';
import type { Host } from './host.ts';
import { memoryBytesOf } from './settings.ts';
import { streamFile } from './streamFile.ts';
import { identityOf } from './target.ts';

/** A large file, and the window that may use it. */
export interface HeldFile {
  readonly host: Host;
  readonly path: string;
  readonly info: LargeFile;
}

/** Statistics that are told. */
const TOLD = 16;

/** Does the job under a name of its own, so that it shows and can be cancelled. */
type Track = (
  label: string,
  work: (running: RunOptions) => Promise<StreamResult>,
) => Promise<StreamResult>;

/**
 * Asks where the output goes and writes it there.
 * @returns  null when no place was chosen
 * @throws InputError sameFile, and those of streamFile
 */
export async function normalizeLarge(
  pool: WorkerPool,
  { host, path: file, info }: HeldFile,
  { spec, convertIntegers }: LargeRun,
  settings: Settings,
  track: Track,
): Promise<LargeResult | null> {
  const place = await host.placeFor({
    name: `${info.name.replace(/\.npy$/i, '')}-${spec.layer}.npy`,
    extension: 'npy',
    description: EXPORT_KINDS.npy[languageOf(settings, host)],
  });
  if (!place) return null;
  try {
    await checkOther(file, place.path);
    const { plan, statistics, passes, milliseconds, bytes, warnings } = await track(
      `${spec.layer} · ${info.name}`,
      (running) =>
        streamFile(
          pool,
          {
            file,
            name: info.name,
            output: place.path,
            spec,
            axes: info.axes,
            convertIntegers,
            memoryBytes: memoryBytesOf(settings),
          },
          running,
        ),
    );
    const { path } = await place.done();
    return {
      path,
      plan,
      passes,
      milliseconds,
      bytes,
      mean: statistics && [...statistics.mean.subarray(0, TOLD)],
      variance: statistics && [...statistics.variance.subarray(0, TOLD)],
      warnings,
    };
  } catch (error) {
    await place.dropped();
    throw error;
  }
}

/** The file that is read cannot be the one that is written. */
async function checkOther(input: string, output: string): Promise<void> {
  const [read, written] = await Promise.all([input, output].map(identityOf));
  if (read === written)
    throw new InputError(
      'sameFile',
      'The output cannot take the place of the file that is read. Choose another name.',
    );
}

function languageOf({ language }: Settings, { locale }: Host): Language {
  if (language !== 'system') return language;
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}
