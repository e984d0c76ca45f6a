import type { PageSubject } from '../../core/pages/subject.ts';
import type { ExportFormat, ExportRequest, TensorInfo } from '../ipc/types.ts';

/** The file name to suggest for an export, e.g. "nlp-BatchNorm1d.png" or "weights-layer1_bias-LayerNorm.svg". */
export function exportName(
  info: TensorInfo,
  { request, format }: Pick<ExportRequest, 'request'> & { readonly format: ExportFormat | 'webm' },
): string {
  return `${stem(info)}-${request.spec.layer}.${format}`;
}

/** The file name to suggest for a page, e.g. "channels-overview.png" or "lesson-letters.json"; tensors by what is known of them. */
export function pageName(
  subject: PageSubject,
  format: ExportFormat,
  infoOf: (ref: TensorInfo['ref']) => TensorInfo,
): string {
  const tensor = (ref: TensorInfo['ref'] | undefined) => (ref ? `${stem(infoOf(ref))}-` : '');
  switch (subject.kind) {
    case 'overview':
      return `${tensor(subject.tensor)}overview.${format}`;
    case 'comparison':
      return `${tensor(subject.runs[0]?.tensor)}comparison.${format}`;
    case 'lesson':
      return `lesson-${subject.lesson}.${format}`;
    case 'scene':
      return `scene.${format}`;
    case 'training':
      return `training.${format}`;
    case 'checkpoint':
      return `${fileOf(infoOf(subject.tensor).name)}-checkpoint.${format}`;
    case 'verification':
      return `${tensor(subject.y)}verification.${format}`;
    default:
      return subject satisfies never;
  }
}

/** What the files of several views begin with. */
export const pagesStem = (title: string): string => fileStem(title) || 'report';

function stem({ ref, name }: TensorInfo): string {
  if (ref.kind === 'example') return ref.id;
  const plain = name
    .replace(/\.\w+(?=: |\[|$)/, '')
    .replace(': ', '-')
    .replace(/\[(\d+):(\d+)\]$/, '-$1-$2');
  return fileStem(plain) || 'tensor';
}

/** Of "model.pt: layer1.weight" the file alone, without its ending. */
const fileOf = (name: string): string =>
  fileStem(name.replace(/: .*/s, '').replace(/\.\w+$/, '')) || 'file';

/** A name without what file systems give a meaning; empty where nothing is left. */
export function fileStem(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '');
}
