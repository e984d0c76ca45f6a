import { besideOf } from '../figure/besideMarks.ts';
import { besideTensors } from '../figure/besideTensors.ts';
import type { Beside } from '../figure/cubeInput.ts';
import type { NormResult } from '../norm/spec.ts';
import type { Language } from '../settings.ts';
import { besideName, besideTexts } from '../texts/beside.ts';
import { textIn } from '../texts/format.ts';

/** What came in beside x, as it is drawn. */
export function besideOfResult(
  { plan, inputs = {}, weight, bias }: NormResult,
  language: Language,
): Beside | null {
  const given = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => [name, { shape, values: data }]),
  );
  const say = (key: keyof typeof besideTexts) => textIn(besideTexts[key], language);
  const tensors = besideTensors(plan, { inputs: given, weight, bias }, (id) =>
    besideName(id, plan.parameterNames, say),
  );
  return besideOf(tensors);
}
