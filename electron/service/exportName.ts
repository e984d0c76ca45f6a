import type { Language } from '../../core/settings.ts';
import type { ExportFormat, ExportRequest, TensorInfo } from '../ipc/types.ts';

/** What a save dialog calls the kinds of files. */
export const EXPORT_KINDS: Readonly<Record<ExportFormat, Readonly<Record<Language, string>>>> = {
  png: { en: 'PNG picture', ko: 'PNG 그림' },
  svg: { en: 'SVG drawing', ko: 'SVG 그림' },
  json: { en: 'JSON report', ko: 'JSON 보고서' },
  npy: { en: 'NumPy array', ko: 'NumPy 배열' },
};

/** The file name to suggest for an export, e.g. "nlp-BatchNorm1d.png" or "weights-layer1_bias-LayerNorm.svg". */
export function exportName(
  info: TensorInfo,
  { request, format }: Pick<ExportRequest, 'request' | 'format'>,
): string {
  return `${stem(info)}-${request.spec.layer}.${format}`;
}

function stem({ ref, name }: TensorInfo): string {
  if (ref.kind === 'example') return ref.id;
  const plain = name
    .replace(/\.\w+(?=: |\[|$)/, '')
    .replace(': ', '-')
    .replace(/\[(\d+):(\d+)\]$/, '-$1-$2');
  return plain.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '') || 'tensor';
}
