import type { KindOf, LayerName } from '../../norm/layers.ts';
import type { Plan, PlanOf } from '../../norm/spec.ts';
import type { SnippetInput } from './snippet.ts';

/**
 * What one framework has of the table: a program for some of the layers, null where a layer of its own does not do what the
 * options ask for. What is left out is written out by hand.
 */
export type Programs<T> = {
  readonly [Name in LayerName]?: (input: SnippetInput, plan: PlanOf<KindOf<Name>>) => T | null;
};

/** The framework's own program for this layer, or null. */
export function programOf<T>(programs: Programs<T>, input: SnippetInput): T | null {
  const { plan } = input;
  // a layer's plan is of its row's kind, which TypeScript does not follow through the name
  const write = programs[plan.spec.layer] as
    ((input: SnippetInput, plan: Plan) => T | null) | undefined;
  return write?.(input, plan) ?? null;
}
