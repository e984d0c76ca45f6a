import { ownDigits } from '../../core/tensor/formatNumber.ts';
import type { Explanation } from '../../core/verify/explanation.ts';
import type { NearMiss, Verification } from '../../core/verify/verification.ts';
import type { Service } from '../service/service.ts';
import { numberOf, parseFlags, type Flags } from './flags.ts';
import { checkEnding } from './inputFlags.ts';
import { memoryOf } from './memory.ts';
import { namedTensor, openNamed, readNamed } from './namedTensor.ts';
import { layoutOf, pictureOf } from './picture.ts';
import { UsageError } from './usageError.ts';
import { checkApart, writeOutputs, type Output } from './writeOutputs.ts';

const KNOWN = [
  ['weight', 'weight'],
  ['bias', 'bias'],
  ['running-mean', 'runningMean'],
  ['running-var', 'runningVar'],
] as const;

/** `verify`: which layer made one tensor of another, as text; as JSON where that is asked for. */
export async function verifyCommand(service: Service, words: readonly string[]): Promise<string> {
  const flags = parseFlags(words, {
    values: [
      ...['eps', 'layout', 'json', 'png', 'memory', 'scale', 'theme', 'language'],
      ...KNOWN.map(([flag]) => flag),
    ],
    switches: [],
  });
  const [x, y, extra] = flags.positional;
  if (x === undefined || y === undefined)
    throw new UsageError('verify needs two files, e.g. verify x.npy y.npy.');
  if (extra !== undefined) throw new UsageError(`"${extra}" is one file too many.`);
  const file = flags.values.get('json');
  const picture = flags.values.get('png');
  const wanted = (['json', 'png'] as const).flatMap((format) => {
    const named = flags.values.get(format);
    return named === undefined || named === '-'
      ? []
      : [{ file: named, format, flag: `--${format}` }];
  });
  if (picture === '-') throw new UsageError('--png: expected a file, got "-".');
  for (const { flag, file: named, format } of wanted) checkEnding(flag, named, format);
  // x and y may be of one file, which is no output in either case.
  for (const text of [x, y])
    await checkApart([{ file: namedTensor(text).file, flag: 'the input' }], wanted);
  const found = await verified(service, flags, x, y);
  const json = JSON.stringify(found, finite, 2);
  const outputs: Output[] = [];
  if (file !== undefined && file !== '-')
    outputs.push({ file, bytes: new TextEncoder().encode(`${json}\n`) });
  if (picture !== undefined)
    outputs.push({ file: picture, bytes: await pictureOfPair(service, flags, x, y) });
  await writeOutputs(outputs);
  if (file === '-') return json;
  return file === undefined ? textOf(found) : outputs.map((output) => output.file).join('\n');
}

/** The page about the pair, as the window's screen exports it. */
async function pictureOfPair(
  service: Service,
  flags: Flags,
  x: string,
  y: string,
): Promise<Uint8Array> {
  const memoryBytes = memoryOf(flags);
  const { view, scale, language } = pictureOf(flags);
  const known = await knownOf(
    flags,
    async (text, flag) => (await openNamed(service, text, flag, memoryBytes)).ref,
  );
  const subject = {
    kind: 'verification',
    x: (await openNamed(service, x, 'X', memoryBytes, layoutOf(flags))).ref,
    y: (await openNamed(service, y, 'Y', memoryBytes)).ref,
    ...known,
    entry: 0,
    view,
  } as const;
  return service.page({ subject, format: 'png', scale, language });
}

/** What the command line says of the layer. @param read  a tensor of it */
async function knownOf(
  flags: Flags,
  read: (text: string, flag: string) => Promise<unknown>,
): Promise<Record<string, unknown>> {
  const known: Record<string, unknown> = {};
  for (const [flag, field] of KNOWN) {
    const given = flags.values.get(flag);
    if (given !== undefined) known[field] = await read(given, `--${flag}`);
  }
  const eps = flags.values.get('eps');
  if (eps !== undefined) known['eps'] = numberOf('eps', eps);
  return known;
}

async function verified(service: Service, flags: Flags, x: string, y: string) {
  const memoryBytes = memoryOf(flags);
  const read = (text: string, flag: string) => readNamed(service, text, flag, memoryBytes);
  const known = await knownOf(flags, read);
  const axes = layoutOf(flags);
  if (axes) known.axes = axes;
  const [input, output] = [await read(x, 'X'), await read(y, 'Y')];
  const found = await service.verify(input, output, known);
  return { ...found, x: { name: x, ...found.x }, y: { name: y, ...found.y } };
}

/** JSON has no word for numbers that are none. */
const finite = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function lineOf({ layer, mode, reducedDims, numGroups, variance, ...rest }: Explanation): string {
  const groups = numGroups === undefined ? '' : ` in ${numGroups} groups`;
  const { eps, epsPlacement, affine, maxAbs, equals } = rest;
  const same = equals.length > 0 ? `; the same as ${equals.join(', ')}` : '';
  return `${layer} (${mode}) over dimensions ${reducedDims.join(', ')}${groups}, ${variance} variance, eps ${ownDigits(eps)} ${epsPlacement}, γ and β ${affine}: at most ${maxAbs.toExponential(1)} off${same}`;
}

function textOf({ verdict, tolerance, explanations, nearMisses, undecided }: Verification): string {
  const lines = [
    verdict === 'explained'
      ? `explained, within the rounding of ${tolerance.toExponential(1)}:`
      : 'no layer explains this. The nearest:',
    ...explanations.map((one) => `  ${lineOf(one)}`),
    ...nearMisses.map(({ difference }: NearMiss) => `  ${difference}`),
    ...undecided.map(
      ({ layer, values, fitted }) =>
        `  cannot be told: ${layer}, a fit of ${fitted} numbers to ${values} values`,
    ),
    ...(explanations[0] ? ['', explanations[0].snippets.pytorch.trimEnd()] : []),
  ];
  return lines.join('\n');
}
