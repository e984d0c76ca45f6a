import { equation, name } from '../formula/formula.ts';
import { formulaText } from '../formula/formulaText.ts';
import { layerRow } from '../norm/layers.ts';
import { arithmeticOf } from '../norm/kinds/arithmetic.ts';
import type { Plan } from '../norm/spec.ts';

/** "y = γ · (x − μ) / √(σ² + ε) + β", with what this layer has of it. */
export function formulaOf(plan: Plan): string {
  return formulaText(equation(name('y'), arithmeticOf(plan).whole(plan)));
}

/** True when train and eval may differ. */
export function hasModes(plan: Plan): boolean {
  return layerRow(plan.spec.layer).running !== null;
}
