import { INPUT_NAMES, isInputName } from '../../core/norm/furtherInput.ts';
import { decidingText } from '../../core/pages/verificationWords.ts';
import { ownDigits } from '../../core/tensor/formatNumber.ts';
import type { Explanation } from '../../core/verify/explanation.ts';
import type { Known, NearMiss, Verification } from '../../core/verify/verification.ts';
import type { Service } from '../service/service.ts';
import { numberOf, parseFlags, type Flags } from './flags.ts';
import { checkEnding } from './inputFlags.ts';
import { memoryOf } from './memory.ts';
import { calledAs, namedTensor, openNamed, readNamed } from './namedTensor.ts';
import { layoutOf, pictureOf } from './picture.ts';
import { UsageError } from './usageError.ts';
import { checkApart, writeOutputs, type Output } from './writeOutputs.ts';

/** The flag of what a layer's running statistics or a tensor beside x is called. */
const flagOf = (name: string) => name.replaceAll('_', '-');

const KNOWN = [
  ['weight', 'weight'],
  ['bias', 'bias'],
  ['running-mean', 'runningMean'],
  ['running-var', 'runningVar'],
  ...INPUT_NAMES.map((name) => [flagOf(name), name] as const),
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
  const given = Object.entries(await knownOf(flags, read));
  const [beside, own] = [true, false].map((wanted) =>
    Object.fromEntries(given.filter(([name]) => isInputName(name) === wanted)),
  );
  const axes = layoutOf(flags);
  const known: Known = { ...own, inputs: beside ?? {}, ...(axes && { axes }) };
  const [input, output] = [await read(x, 'X'), await read(y, 'Y')];
  const found = await service.verify(input, output, known);
  return { ...found, x: { name: calledAs(x), ...found.x }, y: { name: calledAs(y), ...found.y } };
}

/** JSON has no word for numbers that are none. */
const finite = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function lineOf(one: Explanation): string {
  const { layer, mode, reducedDims, numGroups, variance, eps, epsPlacement } = one;
  const { affine, maxAbs, equals, beside } = one;
  const parts = [
    ...decidingText(one),
    ...(reducedDims.length > 0 ? [`over dimensions ${reducedDims.join(', ')}`] : []),
    ...(numGroups === undefined ? [] : [`in ${numGroups} groups`]),
  ];
  const divided =
    variance === 'none' ? [] : [`${variance} variance`, `eps ${ownDigits(eps)} ${epsPlacement}`];
  const numbers = [
    ...divided,
    ...(beside.length > 0 ? [`with ${beside.join(', ')}`] : []),
    `γ and β ${affine}: at most ${maxAbs.toExponential(1)} off`,
  ];
  const same = equals.length > 0 ? `; the same as ${equals.join(', ')}` : '';
  return `${[`${layer} (${mode})`, ...parts].join(' ')}, ${numbers.join(', ')}${same}`;
}

function textOf(verification: Verification): string {
  const { verdict, tolerance, explanations, nearMisses, undecided, unsearched } = verification;
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
    ...(verdict === 'explained'
      ? []
      : unsearched.map(
          ({ layer, wants }) =>
            `  not looked for: ${layer}, which takes what was not given: ${wants.map((name) => `--${flagOf(name)} F`).join(' ')}`,
        )),
    ...(explanations[0] ? ['', explanations[0].snippets.pytorch.trimEnd()] : []),
  ];
  return lines.join('\n');
}
