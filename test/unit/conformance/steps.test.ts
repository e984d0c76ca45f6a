import { expect, test } from 'vitest';
import { stationsOf, tellStations, numbersText } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { reportMoment } from '../../../core/report/reportMoment.ts';
import { STATION_IDS } from '../../../core/station/station.ts';
import { sayText } from '../../../core/texts/sayText.ts';
import { parseFlags } from '../../../electron/cli/flags.ts';
import { checkStep, stepOf } from '../../../electron/cli/step.ts';
import { runsOf } from './runs.ts';

const asked = (step: string) => parseFlags(['--step', step], { values: ['step'], switches: [] });

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s: --step takes every station that the layer has, by name and by number, and no other',
  (_, row) => {
    for (const { name, result, x } of runsOf(row)) {
      const stations = stationsOf(result.plan);
      for (const id of STATION_IDS) {
        const flags = asked(id);
        const station = stations.find((one) => one.id === id);
        if (!station) {
          expect(() => checkStep(flags, result.plan), name).toThrow(`has no step ${id}`);
          continue;
        }
        checkStep(flags, result.plan);
        checkStep(asked(String(station.time)), result.plan);
        const view = { ...INITIAL_VIEW, pinned: 1, step: stepOf(flags)! };
        const told = tellStations(traceCell(result, x, 1)).find((one) => one.id === id)!;
        for (const language of ['en', 'ko'] as const)
          expect(reportMoment({ x, result, view, language }), name).toMatchObject({
            name: id,
            formula: numbersText(told),
            sentence: sayText(told.sentence, language),
          });
      }
    }
  },
  60_000,
);
