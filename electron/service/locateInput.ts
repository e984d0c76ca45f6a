import { InputError } from '../../core/errors.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { Host } from './host.ts';
import { openKnown, type Opener } from './openFiles.ts';
import { restoreReport, textOf, type Restored } from './openReport.ts';
import { parseReport } from './parseReport.ts';
import { progressEvents } from './progressEvents.ts';
import { fileName } from './report.ts';

/**
 * Asks for the file of a report whose tensor is missing, opens it and shows the report. Its hash decides, whatever the file is called.
 * @param handle  of the report
 * @returns       null when cancelled
 * @throws InputError unknownFile, notThatTensor, and those of opening
 */
export async function locateInput(
  opener: Opener,
  host: Host,
  handle: string,
): Promise<{ readonly opened: readonly TensorInfo[]; readonly restored: Restored } | null> {
  const { tensors, handles, run, newJob } = opener;
  const { path, name } = handles.get(host, handle);
  const report = parseReport(await textOf(path, name), name);
  const [file] = await host.openFiles();
  if (file === undefined) return null;
  const called = host.nameOf?.(file) ?? file;
  const onProgress = progressEvents(host, newJob(), called, null);
  const id = newJob();
  const opened = await openKnown(
    opener,
    host,
    { path: file, name: called },
    { id, onProgress, convertIntegers: true },
  );
  try {
    const restored = await restoreReport(tensors, run, report, name, undefined, opened);
    await handles.drop(handle);
    host.fileOpened?.(file, false);
    host.fileOpened?.(path, true);
    return { opened, restored: { ...restored, name } };
  } catch (error) {
    for (const { ref } of opened) tensors.close(ref);
    const own = opened[0]?.file;
    if (own !== undefined) await handles.drop(own);
    if (!(error instanceof InputError) || error.code !== 'reportTensor') throw error;
    const { tensor = '', sha256 = '' } = error.details;
    throw new InputError(
      'notThatTensor',
      `${fileName(called)} holds no tensor with the values of ${tensor} (SHA-256 ${sha256} as fed). Choose the file as it was when the report was made.`,
      { file: fileName(called), tensor, sha256 },
    );
  }
}
