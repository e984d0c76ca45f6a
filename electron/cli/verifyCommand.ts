import type { Explanation, NearMiss, Verification } from '../../core/verify/verification.ts';
import type { Service } from '../service/service.ts';
import { numberOf, parseFlags, type Flags } from './flags.ts';
import { checkEnding } from './inputFlags.ts';
import { memoryOf } from './memory.ts';
import { namedTensor, readNamed } from './namedTensor.ts';
import { layoutOf } from './picture.ts';
import { UsageError } from './usageError.ts';
import { checkApart, writeOutputs } from './writeOutputs.ts';

const KNOWN = [
  ['weight', 'weight'],
  ['bias', 'bias'],
  ['running-mean', 'runningMean'],
  ['running-var', 'runningVar'],
] as const;

/** `verify`: which layer made one tensor of another, as text; as JSON where that is asked for. */
export async function verifyCommand(service: Service, words: readonly string[]): Promise<string> {
  const flags = parseFlags(words, {
    values: ['eps', 'layout', 'json', 'memory', ...KNOWN.map(([flag]) => flag)],
    switches: [],
  });
  const [x, y, extra] = flags.positional;
  if (x === undefined || y === undefined)
    throw new UsageError('verify needs two files, e.g. verify x.npy y.npy.');
  if (extra !== undefined) throw new UsageError(`"${extra}" is one file too many.`);
  const file = flags.values.get('json');
  if (file !== undefined && file !== '-') {
    checkEnding('--json', file, 'json');
    const inputs = [x, y].map((text) => ({ file: namedTensor(text).file, flag: 'the input' }));
    await checkApart([inputs[0]!], [{ file, flag: '--json' }]);
    await checkApart([inputs[1]!], [{ file, flag: '--json' }]);
  }
  const found = await verified(service, flags, x, y);
  const json = JSON.stringify(found, finite, 2);
  if (file === '-') return json;
  if (file === undefined) return textOf(found);
  await writeOutputs([{ file, bytes: new TextEncoder().encode(`${json}\n`) }]);
  return file;
}

async function verified(service: Service, flags: Flags, x: string, y: string) {
  const memoryBytes = memoryOf(flags);
  const read = (text: string, flag: string) => readNamed(service, text, flag, memoryBytes);
  const known: Record<string, unknown> = {};
  for (const [flag, field] of KNOWN) {
    const given = flags.values.get(flag);
    if (given !== undefined) known[field] = await read(given, `--${flag}`);
  }
  const eps = flags.values.get('eps');
  if (eps !== undefined) known.eps = numberOf('eps', eps);
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
  return `${layer} (${mode}) over dimensions ${reducedDims.join(', ')}${groups}, ${variance} variance, eps ${eps} ${epsPlacement}, γ and β ${affine}: at most ${maxAbs.toExponential(1)} off${same}`;
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
