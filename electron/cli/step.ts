import {
  STAGE_END,
  STATION_IDS,
  STATION_TIMES,
  type StationId,
} from '../../core/station/station.ts';
import { readNumber } from '../../core/norm/optionText.ts';
import { stationsOf } from '../../core/explain/stations.ts';
import { restAt } from '../../core/station/moment.ts';
import type { Plan } from '../../core/norm/spec.ts';
import type { Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/**
 * The moment that `--step variance` or `--step 5` asks for, whether or not the layer has it; undefined without it.
 * @throws UsageError when no layer has such a step
 */
export function stepOf(flags: Flags): number | undefined {
  const text = flags.values.get('step');
  if (text === undefined) return undefined;
  const id = idOf(text);
  const time = id ? STATION_TIMES[id] : readNumber(text);
  if (time >= 0 && time <= STAGE_END) return time;
  throw new UsageError(
    `--step: expected ${STATION_IDS.join(', ')}, or 0 to ${STAGE_END}, got "${text}".`,
  );
}

/**
 * Sees to it that a layer has the step that is asked for.
 * @throws UsageError naming those that it has
 */
export function checkStep(flags: Flags, plan: Plan): void {
  const step = stepOf(flags);
  if (step === undefined) return;
  const stations = stationsOf(plan);
  const named = idOf(flags.values.get('step') ?? '');
  const last = stations.at(-1)?.time ?? 0;
  const has = named
    ? stations.some(({ id }) => id === named)
    : step <= last && restAt(stations, step) === step;
  if (has) return;
  const id = named ?? STATION_IDS.find((one) => STATION_TIMES[one] === step) ?? step;
  const { layer, mode } = plan.spec;
  throw new UsageError(
    `--step: ${layer} has no step ${id} here (${mode}); it has ${stations.map((one) => `${one.id} (${one.time})`).join(', ')}.`,
  );
}

function idOf(text: string): StationId | undefined {
  return STATION_IDS.find((one) => one.toLowerCase() === text.toLowerCase());
}
