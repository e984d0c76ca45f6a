import { InputError } from '../../core/errors.ts';
import { failure } from '../ipc/dispatch.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { Host } from './host.ts';
import { LACKING, openKnown, withHandle, type Opener } from './openFiles.ts';
import { progressEvents } from './progressEvents.ts';
import { fileName } from './report.ts';
import { openInWindow } from './windowDocument.ts';

/**
 * Asks for the file of a document whose tensor is missing, opens it and shows the document. Its hash decides, whatever the file is called.
 * Of a document that lacks several files, the next is asked for.
 * @param handle  of the document
 * @returns       tells the window; null when cancelled
 * @throws InputError unknownFile, notThatTensor, and those of opening
 */
export async function locateInput(
  opener: Opener,
  host: Host,
  handle: string,
): Promise<(() => void) | null> {
  const { handles, newJob } = opener;
  const { path, name } = handles.get(host, handle);
  const shown = (located: readonly TensorInfo[]) => openInWindow(opener, path, name, located);
  const [file] = await host.openFiles();
  if (file === undefined) return null;
  const called = host.nameOf?.(file) ?? file;
  const onProgress = progressEvents(host, newJob(), called, null);
  const before = await lackOf(() => shown([]));
  const id = newJob();
  const opened = await openKnown(
    opener,
    host,
    { path: file, name: called },
    { id, onProgress, convertIntegers: true },
  );
  try {
    const [event, told] = await shown(opened);
    await handles.drop(handle);
    host.fileOpened?.(file, false);
    host.fileOpened?.(path, event === 'restored');
    return () => {
      host.emit('opened', opened);
      host.emit(event, told);
    };
  } catch (error) {
    const lacks = error instanceof InputError && LACKING.test(error.code) ? error : null;
    if (lacks && before && lacks.details.tensor !== before.details.tensor) {
      const { code, message, details } = failure(withHandle(lacks, handle), console.error);
      return () => {
        host.emit('opened', opened);
        host.emit('failed', { code, message, details });
      };
    }
    await letGo(opener, opened);
    if (!lacks) throw error;
    const { tensor = '', sha256 = '' } = lacks.details;
    throw new InputError(
      'notThatTensor',
      `${fileName(called)} holds no tensor with the values of ${tensor} (SHA-256 ${sha256} as fed). Choose the file as it was when the report was made.`,
      { file: fileName(called), tensor, sha256 },
    );
  }
}

/** What a document lacks; null where it lacks nothing, or is none. */
async function lackOf(show: () => Promise<unknown>): Promise<InputError | null> {
  try {
    await show();
  } catch (error) {
    if (error instanceof InputError && LACKING.test(error.code)) return error;
  }
  return null;
}

async function letGo({ tensors, handles }: Opener, opened: readonly TensorInfo[]): Promise<void> {
  for (const { ref } of opened) tensors.close(ref);
  const own = opened[0]?.file;
  if (own !== undefined) await handles.drop(own);
}
