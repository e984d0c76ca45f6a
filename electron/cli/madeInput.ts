import { InputError } from '../../core/errors.ts';
import { sentencesSpec } from '../../core/examples/sentencesSpec.ts';
import { syntheticSpec } from '../../core/examples/syntheticSpec.ts';
import { imageSpec, type ImageSpec } from '../../core/io/image/imageSpec.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { Service } from '../service/service.ts';
import { readText } from '../workers/fileSource.ts';
import { withFileName } from '../workers/withFileName.ts';
import { integerOf, numberOf, shapedOf, type Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/** Bytes of a file of sentences. */
const MOST_TEXT = 16 * 2 ** 20;

/** Flags that make an input instead of reading one, and that say how pictures are read. */
export const MADE_FLAGS = [
  'make',
  'shape',
  'seed',
  'amount',
  'sentences',
  'tokens',
  'channels',
  'image-size',
  'image-scale',
] as const;

/** How the flags want pictures read; undefined for the usual way. @throws UsageError */
export function imageSpecOf(flags: Flags): ImageSpec | undefined {
  const size = flags.values.get('image-size');
  const scale = flags.values.get('image-scale');
  if (size === undefined && scale === undefined) return undefined;
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size ?? '32x32') ?? [];
  if (width === undefined || height === undefined)
    throw new UsageError(`--image-size: expected WIDTHxHEIGHT, e.g. 32x32, got "${size}".`);
  return shapedOf('image-size', imageSpec, {
    width: Number(width),
    height: Number(height),
    scale: scale ?? 'unit',
  });
}

/**
 * The input that the flags make, in place of a file; null where they make none.
 * @throws UsageError; InputError synthetic-size, no-sentence, fileMissing, fileUnreadable
 */
export async function madeInput(service: Service, flags: Flags): Promise<TensorInfo | null> {
  const distribution = flags.values.get('make');
  const lines = flags.values.get('sentences');
  const seed = integerOf('seed', flags.values.get('seed') ?? '0');
  if (distribution !== undefined && lines !== undefined)
    throw new UsageError('--make and --sentences: expected one of them.');
  if (distribution !== undefined) {
    const shape = flags.values.get('shape');
    if (shape === undefined) throw new UsageError('--make needs --shape, e.g. --shape 4,6,8.');
    const amount = flags.values.get('amount');
    const spec = shapedOf('make', syntheticSpec, {
      shape: shape.split(',').map((size) => integerOf('shape', size.trim())),
      distribution,
      seed,
      ...(amount === undefined ? {} : { amount: numberOf('amount', amount) }),
    });
    return service.makers.make(spec);
  }
  if (lines === undefined) return null;
  const text = await withFileName(lines, () => readText(lines, MOST_TEXT));
  if (text === null)
    throw new InputError(
      'fileTooLarge',
      `${lines} is too large: expected at most ${MOST_TEXT} bytes of sentences. Give a part of them.`,
      { file: lines, limit: MOST_TEXT },
    );
  const spec = shapedOf('sentences', sentencesSpec, {
    sentences: text.replace(/^\ufeff/, '').split(/\r?\n/),
    tokens: flags.values.get('tokens') ?? 'words',
    channels: integerOf('channels', flags.values.get('channels') ?? '8'),
    seed,
  });
  return service.makers.makeSentences(spec);
}
