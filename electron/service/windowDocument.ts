import { isPlain } from '../../core/shape/compound.ts';
import type { TensorRef } from '../../core/request.ts';
import type { HostEvents } from '../ipc/contract.ts';
import type { TensorInfo } from '../ipc/types.ts';
import { documentOf, isAboutRun, readDocument, type DocumentReader } from './documents.ts';
import { restoreReport } from './openReport.ts';
import { reportFrom } from './parseReport.ts';
import type { TensorStore } from './tensors.ts';

/** What a window is told of a JSON document. */
export type DocumentEvent =
  readonly ['restored', HostEvents['restored']] | readonly ['document', HostEvents['document']];

/**
 * A JSON document as a window shows it: a run in Explore, a page on its screen, a report of several pages in the designer.
 * Its tensors are looked for among the open ones, and in no other file.
 * @param name     what a person knows the file by
 * @param located  tensors of a file that a person says is the document's
 * @throws InputError badReport, newerReport, reportTensor, pageTensor, and those of reading
 */
export async function openInWindow(
  { tensors, run }: Pick<DocumentReader, 'tensors' | 'run'>,
  file: string,
  name: string,
  located: readonly TensorInfo[] = [],
): Promise<DocumentEvent> {
  const value = await readDocument(file, name);
  if (isAboutRun(value)) {
    const report = reportFrom(value, name);
    const restored = await restoreReport(tensors, run, report, name, undefined, located);
    return ['restored', { ...restored, name }];
  }
  const bring = () => Promise.resolve();
  const document = await documentOf({ tensors, run, bring, located }, value, name);
  // What is about one run was shown above.
  if (document.kind === 'report') throw new Error('windowDocument: a page or pages were expected');
  return ['document', { document, tensors: tensorsOf(tensors, document), name }];
}

/** Every opened tensor that a document is about, with all others of its file. */
function tensorsOf(tensors: TensorStore, document: unknown): readonly TensorInfo[] {
  const found = new Set<TensorInfo>();
  for (const ref of refsIn(document)) {
    if (!tensors.has(ref)) continue;
    const info = tensors.info(ref);
    for (const one of info.file === undefined ? [info] : tensors.ofFile(info.file)) found.add(one);
  }
  return [...found];
}

/** Those of files. */
function refsIn(value: unknown): readonly TensorRef[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (!isPlain(value)) return [];
  if (value.kind === 'file' && typeof value.handle === 'string')
    return [{ kind: 'file', handle: value.handle }];
  return Object.values(value).flatMap(refsIn);
}
