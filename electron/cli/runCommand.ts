import { stat } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';
import { dimsText } from '../../core/norm/furtherInputs.ts';
import { planLayer } from '../../core/norm/plan.ts';
import type { Notice, Plan } from '../../core/norm/spec.ts';
import type { ComputeRequest, FurtherInputs } from '../../core/request.ts';
import type { ExportFormat } from '../ipc/types.ts';
import type { Service } from '../service/service.ts';
import { isLargeNpy } from '../service/streamFile.ts';
import { integerOf, parseFlags, type Flags } from './flags.ts';
import { layerFlagTable, layerNamed, layerOptions } from './layerFlags.ts';
import { isPicture } from '../workers/formats.ts';
import { checkEnding, INPUT_FLAGS, openInput } from './inputFlags.ts';
import { MADE_FLAGS, madeInput } from './madeInput.ts';
import { pinOf } from './pin.ts';
import { layoutOf, modeOf, PICTURE_FLAGS, pictureOf } from './picture.ts';
import { memoryOf } from './memory.ts';
import { namedTensor, readNamed } from './namedTensor.ts';
import { progressBar } from './progressBar.ts';
import { inputFlag, STATE_FLAGS, stateFiles, withoutFiles, type StateFile } from './stateFiles.ts';
import { checkStep } from './step.ts';
import { UsageError } from './usageError.ts';
import { checkApart, writeOutputs, type Named, type Output } from './writeOutputs.ts';

const OUTPUTS: readonly (readonly [flag: string, format: ExportFormat])[] = [
  ['out', 'npy'],
  ['json', 'json'],
  ['png', 'png'],
  ['svg', 'svg'],
];

/** `run`: one layer on a file. @returns the paths written */
export async function run(service: Service, words: readonly string[]): Promise<string[]> {
  const flags = runFlags(words);
  const input = inputOf(flags);
  const name = flags.values.get('layer');
  if (name === undefined)
    throw new UsageError('--layer: expected the name of a layer; `layers` lists them.');
  const wanted = OUTPUTS.flatMap(([flag, format]) => {
    const file = flags.values.get(flag);
    return file === undefined ? [] : [{ file, format, flag: `--${flag}` }];
  });
  for (const { flag, file, format } of wanted) checkEnding(flag, file, format);
  if (wanted.length === 0)
    throw new UsageError('--out: expected a file for the output (or --json, --png, --svg).');
  const row = layerNamed(name);
  const files = stateFiles(row, flags);
  const sentences = flags.values.get('sentences');
  const inputs = [
    ...flags.positional.map((file) => ({ file, flag: 'the input' })),
    ...(sentences === undefined ? [] : [{ file: sentences, flag: '--sentences' }]),
    ...namedFiles(files, flags),
  ];
  await checkApart(inputs, wanted);
  const spec = { layer: row.name, options: layerOptions(row, flags), mode: modeOf(flags) };
  const picture = pictureOf(withoutFiles(flags, files));
  const axes = layoutOf(flags);
  const memoryBytes = memoryOf(flags);
  const state = await stateOf(service, files, flags, memoryBytes);
  const only = wanted.length === 1 && wanted[0]?.format === 'npy' ? wanted[0].file : null;
  const convertIntegers = flags.switches.has('convert');
  if (
    only !== null &&
    input !== null &&
    (await isLargeNpy(input, memoryBytes)) &&
    (await isOrdinary(only))
  ) {
    const request = {
      file: input,
      output: only,
      spec,
      memoryBytes,
      convertIntegers,
      ...(state ? { state } : {}),
      ...(axes ? { axes } : {}),
    };
    const bar = progressBar(process.stderr, spec.layer);
    const { warnings } = await service.stream(request, { onProgress: bar.show }).finally(bar.clear);
    warn(warnings);
    return [only];
  }
  const options = { convertIntegers, memoryBytes, ...(axes ? { axes } : {}) };
  const made = await madeInput(service, flags);
  const opened = made ?? (await openInput(service, input ?? '', flags, options));
  const info = made && axes ? service.tensors.rename(made.ref, axes) : opened;
  const request: ComputeRequest = { tensor: info.ref, spec, ...(state ? { state } : {}) };
  requireInputs(planLayer(spec, info.shape, info.axes), state?.inputs ?? {});
  const { x, result } = await service.run(request);
  checkStep(flags, result.plan);
  const view = { ...picture.view, pinned: pinOf(flags, x.shape, null) };
  const outputs: Output[] = [];
  for (const { file, format } of wanted)
    outputs.push({ file, bytes: await service.exported({ ...picture, request, view, format }) });
  await writeOutputs(outputs);
  warn(result.warnings);
  return outputs.map(({ file }) => file);
}

/** The files that flags name for what a layer holds, with their flags. */
export function namedFiles(files: readonly StateFile[], flags: Flags): Named[] {
  return files.flatMap(({ flag }) => {
    const file = flags.values.get(flag);
    return file === undefined ? [] : [{ file: namedTensor(file).file, flag: `--${flag}` }];
  });
}

/** What comes with x has to be given: only examples make one up. @throws InputError missingInput */
export function requireInputs(plan: Plan, given: FurtherInputs): void {
  for (const { name, dims, initial, used } of plan.inputs) {
    if (initial !== null || !used || given[name]) continue;
    const flag = `--${inputFlag(name)}`;
    const { layer } = plan.spec;
    const expected = dimsText(dims);
    throw new InputError(
      'missingInput',
      `${layer} needs a ${name} beside x, of shape ${expected}: give it by ${flag} FILE.`,
      { layer, name, flag, expected },
    );
  }
}

/** The file that is read; null where flags make the input. @throws UsageError */
function inputOf(flags: Flags): string | null {
  const [input, extra] = flags.positional;
  const makes = flags.values.has('make') || flags.values.has('sentences');
  if (input === undefined && !makes)
    throw new UsageError('run needs a file, e.g. run X.npy --layer BatchNorm1d --out Y.npy.');
  if (input !== undefined && makes)
    throw new UsageError(`"${input}" is one input too many: --make and --sentences make one.`);
  if (extra !== undefined && !flags.positional.every(isPicture))
    throw new UsageError(`"${extra}" is one file too many; only pictures are taken together.`);
  return input ?? null;
}

/** Warnings on the standard error output, a line each: the standard output names the files alone. */
function warn(warnings: readonly Notice[]): void {
  for (const { code, message } of warnings)
    process.stderr.write(`normscope: warning: ${message.replace(/\s+/g, ' ')} [${code}]\n`);
}

/** False for a device or a pipe, which takes its bytes in order and at once. */
async function isOrdinary(file: string): Promise<boolean> {
  const present = await stat(file).catch(() => null);
  return present === null || present.isFile();
}

function runFlags(words: readonly string[]): Flags {
  const table = layerFlagTable();
  return parseFlags(words, {
    values: [
      'layer',
      'mode',
      'layout',
      'num-batches-tracked',
      'memory',
      ...INPUT_FLAGS,
      ...MADE_FLAGS,
      ...OUTPUTS.map(([flag]) => flag),
      ...STATE_FLAGS,
      ...PICTURE_FLAGS,
      ...table.values,
    ],
    switches: ['convert', ...table.switches],
  });
}

/** What the files of the command line say that a layer holds, and what comes in beside x. */
export async function stateOf(
  service: Service,
  files: readonly StateFile[],
  flags: Flags,
  memoryBytes: number,
): Promise<ComputeRequest['state']> {
  const state: {
    -readonly [K in keyof NonNullable<ComputeRequest['state']>]: NonNullable<
      ComputeRequest['state']
    >[K];
  } = {};
  for (const { flag, to } of files) {
    const file = flags.values.get(flag);
    if (file === undefined) continue;
    const { data, shape } = await readNamed(service, file, `--${flag}`, memoryBytes);
    const values = Array.from(data);
    if ('input' in to) state.inputs = { ...state.inputs, [to.input]: { shape, values } };
    else {
      state[to.field] = values;
      state.shapes = { ...state.shapes, [to.name]: shape };
    }
  }
  const count = flags.values.get('num-batches-tracked');
  if (count !== undefined) state.numBatchesTracked = integerOf('num-batches-tracked', count);
  return Object.keys(state).length > 0 ? state : undefined;
}
