import { STAGE_END, stationsOf } from '../../core/figure/stageSteps.ts';
import { readNumber } from '../../core/norm/optionText.ts';
import type { Flags } from './flags.ts';
import { layerNamed } from './layerFlags.ts';
import { UsageError } from './usageError.ts';

/**
 * The moment of the stage that `--step variance` or `--step 5` asks for; undefined without it.
 * @throws UsageError when there is no such step, or the layer has none
 */
export function stepOf(flags: Flags): number | undefined {
  const text = flags.values.get('step');
  if (text === undefined) return undefined;
  const layer = flags.values.get('layer');
  if (layer !== undefined && layerNamed(layer).kind === 'window')
    throw new UsageError(`--step: ${layer} is not drawn step by step.`);
  const stations = stationsOf(true);
  const named = stations.find(({ id }) => id.toLowerCase() === text.toLowerCase());
  const step = named?.time ?? readNumber(text);
  if (step >= 0 && step <= STAGE_END) return step;
  throw new UsageError(
    `--step: expected ${stations.map(({ id }) => id).join(', ')}, or 0 to ${STAGE_END}, got "${text}".`,
  );
}
