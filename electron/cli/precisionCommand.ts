import { planLayer } from '../../core/norm/plan.ts';
import { emulate, type Emulated } from '../../core/precision/emulate.ts';
import { ROUNDINGS } from '../../core/precision/rounder.ts';
import { FLOAT_TYPES } from '../../core/precision/roundTo.ts';
import { jsonNumber } from '../../core/report/jsonValue.ts';
import { indexOf } from '../../core/tensor/strides.ts';
import { anyOf } from '../../core/shape/values.ts';
import type { Service } from '../service/service.ts';
import { parseFlags, shapedOf } from './flags.ts';
import { checkEnding, INPUT_FLAGS, openInput } from './inputFlags.ts';
import { layerFlagTable, layerNamed, layerOptions } from './layerFlags.ts';
import { memoryOf } from './memory.ts';
import { layoutOf, modeOf } from './picture.ts';
import { namedFiles, requireInputs, stateOf } from './runCommand.ts';
import { STATE_FLAGS, stateFiles } from './stateFiles.ts';
import { UsageError } from './usageError.ts';
import { checkApart, writeOutputs } from './writeOutputs.ts';

/** `precision`: what float32, bfloat16 and float16 would make of a layer, as a table; as JSON where that is asked for. */
export async function precisionCommand(
  service: Service,
  words: readonly string[],
): Promise<string> {
  const table = layerFlagTable();
  const flags = parseFlags(words, {
    values: [
      ...['layer', 'mode', 'layout', 'num-batches-tracked', 'memory', 'json', 'type', 'rounding'],
      ...INPUT_FLAGS,
      ...STATE_FLAGS,
      ...table.values,
    ],
    switches: ['convert', ...table.switches],
  });
  const [input, extra] = flags.positional;
  if (input === undefined)
    throw new UsageError('precision needs a file, e.g. precision X.npy --layer RMSNorm.');
  if (extra !== undefined) throw new UsageError(`"${extra}" is one file too many.`);
  const name = flags.values.get('layer');
  if (name === undefined)
    throw new UsageError('--layer: expected the name of a layer; `layers` lists them.');
  const json = flags.values.get('json');
  if (json !== undefined && json !== '-') checkEnding('--json', json, 'json');
  const row = layerNamed(name);
  const files = stateFiles(row, flags);
  const written = json === undefined || json === '-' ? [] : [{ file: json, flag: '--json' }];
  await checkApart([{ file: input, flag: 'the input' }, ...namedFiles(files, flags)], written);
  const type = flags.values.get('type');
  const rounding = flags.values.get('rounding');
  const types = type === undefined ? FLOAT_TYPES : [shapedOf('type', anyOf(FLOAT_TYPES), type)];
  const roundings =
    rounding === undefined ? ROUNDINGS : [shapedOf('rounding', anyOf(ROUNDINGS), rounding)];
  const spec = { layer: row.name, options: layerOptions(row, flags), mode: modeOf(flags) };
  const memoryBytes = memoryOf(flags);
  const state = await stateOf(service, files, flags, memoryBytes);
  const axes = layoutOf(flags);
  const info = await openInput(service, input, flags, {
    convertIntegers: flags.switches.has('convert'),
    memoryBytes,
    ...(axes ? { axes } : {}),
  });
  requireInputs(planLayer(spec, info.shape, info.axes), state?.inputs ?? {});
  const { x, result } = await service.run({ tensor: info.ref, spec, ...(state ? { state } : {}) });
  const { plan } = result;
  const found = types.flatMap((each) =>
    roundings.map((order) => emulate(plan, x.data, result, each, order)),
  );
  const text = JSON.stringify(
    { layer: plan.spec, shape: plan.shape, groups: plan.groups, runs: found.map(plain) },
    null,
    2,
  );
  if (json === '-') return text;
  if (json === undefined) return tableOf(found, plan.shape);
  await writeOutputs([{ file: json, bytes: new TextEncoder().encode(`${text}\n`) }]);
  return json;
}

function plain({ output, error, ...rest }: Emulated): Record<string, unknown> {
  return { ...rest, output: Array.from(output, jsonNumber), error: Array.from(error, jsonNumber) };
}

function tableOf(found: readonly Emulated[], shape: readonly number[]): string {
  const rows = found.map(({ type, rounding, worst, worstAt, spoiled, groups, ...met }) => [
    type,
    rounding,
    worst.toPrecision(3),
    worst > 0 ? `[${indexOf(shape, worstAt).join(', ')}]` : '',
    String(spoiled),
    `${met.overflowed} of ${groups}`,
    `${met.epsLost} of ${groups}`,
  ]);
  const head = ['type', 'rounded', 'largest error', 'at', 'NaN or inf', 'overflow', 'eps lost'];
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((cells) => (cells[i] ?? '').length)),
  );
  return [head, ...rows]
    .map((cells) =>
      cells
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
