import type { Failure } from '../ui/host.ts';
import { baseName } from './openedFile.ts';

/** A report that was opened without the tensor that it is about. */
export interface MissingTensor {
  /** Of the report. */
  readonly handle: string;
  readonly report: string;
  readonly tensor: string;
  /** Name of the tensor's file. */
  readonly source: string;
  /** Of its values; empty in documents of older versions. */
  readonly sha256: string;
}

/** @param failure  with the code reportTensor or pageTensor */
export function missingTensor(handle: string, { details }: Failure): MissingTensor {
  const text = (key: string) => String(details[key] ?? '');
  return {
    handle,
    report: baseName(text('file')),
    tensor: text('tensor'),
    source: baseName(text('source')),
    sha256: text('sha256'),
  };
}
