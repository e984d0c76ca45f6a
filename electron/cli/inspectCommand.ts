import type { InspectedLayer, Inspection } from '../../core/checkpoint/inspection.ts';
import { printable } from '../../core/io/shown.ts';
import type { Service } from '../service/service.ts';
import { parseFlags } from './flags.ts';
import { UsageError } from './usageError.ts';

/** `inspect`: what is in a checkpoint, as text or JSON. Findings are no errors. */
export async function inspectCommand(service: Service, words: readonly string[]): Promise<string> {
  const flags = parseFlags(words, { values: ['against'], switches: ['json'] });
  const [file, extra] = flags.positional;
  if (file === undefined) throw new UsageError('inspect needs a file, e.g. inspect model.pt.');
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is one file too many; two are compared with --against FILE2.`);
  const found = await service.inspect(file, flags.values.get('against'));
  return flags.switches.has('json') ? JSON.stringify(found, jsonNumber, 2) : textOf(found);
}

/** JSON has no word for numbers that are none. */
const jsonNumber = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function textOf({ file, against, tensors, refused, layers, onlyInOther }: Inspection): string {
  const lines = [
    `${file.name}: ${file.format}, ${file.bytes} bytes, ${tensors.length} tensors`,
    ...(against ? [`against ${against.name}: ${against.format}, ${against.bytes} bytes`] : []),
    '',
    ...layers.flatMap(layerLines),
    ...(onlyInOther?.map((prefix) => `${prefix}: only in ${against?.name ?? ''}`) ?? []),
    ...(layers.length === 0 ? ['no normalization layer is among them'] : []),
    '',
    ...tensors.map(({ name, shape, dtype, bytes, sharesWith }) => {
      const shared = sharesWith === undefined ? '' : `, the numbers of ${sharesWith}`;
      return `${name || '(no name)'}  (${shape.join(', ')})  ${dtype}, ${bytes} bytes${shared}`;
    }),
    ...(refused.length > 0 ? ['', 'not shown:'] : []),
    ...refused.map(({ name, what, why }) => `${name || '(no name)'}  ${what}: ${why}`),
  ];
  return lines.map((line) => printable(line)).join('\n');
}

function layerLines({ prefix, kind, candidates, features, findings }: InspectedLayer): string[] {
  const others = candidates.length > 1 ? `, one of ${candidates.join(', ')}` : '';
  return [
    `${prefix || '(no name)'}: ${kind}${others}; ${features} channels`,
    ...findings.map(({ code, message }) => `    ${code}: ${message}`),
  ];
}
