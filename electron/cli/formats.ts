import { reportFormat, type ReportFormat } from '../../core/report/formats/reportFormat.ts';
import type { Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

const USUAL: readonly ReportFormat[] = ['png', 'svg', 'json'];

/** `--formats png,pdf`: each once, in the order given; PNG, SVG and JSON without the flag. @throws UsageError */
export function formatsOf(flags: Flags): readonly ReportFormat[] {
  const text = flags.values.get('formats');
  if (text === undefined) return USUAL;
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const formats = names.map((name) => {
    const format = reportFormat.choices.find((each) => each === name);
    if (format) return format;
    if (name === 'webm')
      throw new UsageError(
        '--formats: webm needs a window, whose browser encodes it; expected gif for a moving picture here.',
      );
    throw new UsageError(
      `--formats: expected some of ${reportFormat.choices.join(', ')} with commas between, got "${name}".`,
    );
  });
  return [...new Set(formats)];
}
