import path from 'node:path';
import { pageFormat } from '../../core/report/formats/reportFormat.ts';
import { theme } from '../../core/figure/state.ts';
import { SHELVES } from '../../core/norm/layerRow.ts';
import { language } from '../../core/settings.ts';
import { anyOf } from '../../core/shape/values.ts';
import { pictureScale } from '../../core/report/picture.ts';
import type { Service } from '../service/service.ts';
import { exampleNamed } from './exampleNamed.ts';
import { numberOf, parseFlags, shapedOf } from './flags.ts';
import { choice } from './picture.ts';
import { UsageError } from './usageError.ts';
import { writeOutputs } from './writeOutputs.ts';

/** `overview`: every layer that takes an example, as one picture or as data. @returns the paths written */
export async function overview(service: Service, words: readonly string[]): Promise<string[]> {
  const flags = parseFlags(words, {
    values: ['example', 'out', 'theme', 'language', 'family', 'scale'],
    switches: [],
  });
  if (flags.positional.length > 0)
    throw new UsageError(`"${flags.positional[0]}" is one word too many.`);
  const info = exampleNamed(service, flags);
  const out = flags.values.get('out');
  const known = pageFormat.choices.join(', .');
  if (out === undefined) throw new UsageError(`--out: expected a file that ends in .${known}.`);
  const extension = path.extname(out).slice(1).toLowerCase();
  const format = pageFormat.choices.find((each) => each === extension);
  if (!format) throw new UsageError(`--out: expected a file that ends in .${known}, got "${out}".`);
  const family = choice(flags, 'family', anyOf(SHELVES), 'all');
  const bytes = await service.page({
    subject: {
      kind: 'overview',
      tensor: info.ref,
      ...(family !== 'all' && { family }),
      theme: choice(flags, 'theme', theme, 'light'),
    },
    format,
    scale: shapedOf('scale', pictureScale, numberOf('scale', flags.values.get('scale') ?? '2')),
    language: choice(flags, 'language', language, 'en'),
  });
  await writeOutputs([{ file: out, bytes }]);
  return [out];
}
