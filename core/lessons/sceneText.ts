import { callOf, cellText, shapeText } from '../quiz/call.ts';
import { layerRow } from '../norm/layers.ts';
import type { Language } from '../settings.ts';
import { formatNumber } from '../tensor/formatNumber.ts';
import { indexOf } from '../tensor/strides.ts';
import { textOf, type Params, type Part } from '../texts/format.ts';
import { lessonsTexts } from '../texts/lessons.ts';
import { InputError } from '../errors.ts';
import { localizedIn, type Localized, type Scene } from './document.ts';
import type { FactKind } from './factRow.ts';
import { factOf } from './facts.ts';
import { factText } from './factText.ts';
import { fedFlat, outcomeOfRun, type SceneOutcome } from './sceneRun.ts';
import type { Fact } from './lesson.ts';
import { toldParts } from './toldParts.ts';

/** A line of a scene's table of numbers. */
export interface TableLine {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly cell?: number;
}

/** What a scene says in a language, every number computed from its state. */
export interface SceneTexts {
  readonly title: string;
  readonly text: string;
  /** The text once more, its values apart from the words. */
  readonly told: readonly Part[];
  readonly notes: string;
  readonly ask: string;
  readonly facts: readonly TableLine[];
}

/** Facts of the first run that any text may name. */
const FIRST: readonly FactKind[] = ['x', 'y', 'mean', 'variance', 'unbiased', 'deviation'];

/** All outcomes of a scene, in the order of its runs. */
export function outcomesOf(scene: Scene): readonly SceneOutcome[] {
  return scene.runs.map(outcomeOfRun);
}

/**
 * What a scene says.
 * @throws InputError lesson-fact, for a text that names a fact which the scene does not have
 */
export function sceneTexts(scene: Scene, language: Language): SceneTexts {
  const params = factParams(scene, language);
  const said = (texts: Localized | undefined) => {
    const message = localizedIn(texts, language);
    for (const [, name = ''] of message.matchAll(/\{(\w+)/g))
      if (!Object.hasOwn(params, name)) throw unknownFact(name, Object.keys(params));
    return toldParts(message, params, language);
  };
  const told = said(scene.text);
  return {
    title: textOf(said(scene.title)),
    text: textOf(told),
    told,
    notes: textOf(said(scene.notes)),
    ask: textOf(said(scene.question?.ask)),
    facts: (scene.facts ?? []).flatMap(({ id, label, cell }) =>
      label
        ? [
            {
              id,
              label: localizedIn(label, language),
              value: shownAs(params[id]),
              ...(cell !== undefined && { cell }),
            },
          ]
        : [],
    ),
  };
}

/** A value of a table: a count in digits, anything else as it is written. */
function shownAs(value: Params[string] | undefined): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

function unknownFact(name: string, known: readonly string[]): InputError {
  return new InputError(
    'lesson-fact',
    `The text names {${name}}, which the scene does not have. It can name ${known.map((one) => `{${one}}`).join(', ')}.`,
    { name, known: known.join(', ') },
  );
}

/** The values that texts may name, as they are written. */
export function factParams(scene: Scene, language: Language): Params {
  const outcomes = outcomesOf(scene);
  const identical = lessonsTexts['lessons.identical'][language];
  const [first] = outcomes;
  const params = first ? aboutFirst(first, scene) : {};
  const facts = (scene.facts ?? []).map((row) => factOf(row, outcomes));
  return { ...params, ...paramsOf(facts, identical) };
}

/** Facts as texts name them: counts as numbers, with which words agree, anything else as it is written. */
export function paramsOf(
  facts: readonly Fact[],
  identical: string,
): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    facts.map((fact) => {
      const { value } = fact;
      const whole = typeof value === 'number' && Number.isInteger(value) && !fact.identical;
      return [fact.id, whole ? value : factText(fact, identical)];
    }),
  );
}

function aboutFirst(first: SceneOutcome, { pinned, runs }: Scene): Record<string, string | number> {
  const { fed } = first;
  const sizes = Object.fromEntries(fed.axes.map((name, axis) => [name, fed.shape[axis] ?? 1]));
  const always = { ...sizes, shape: shapeText(fed.shape), axes: fed.axes.join(', ') };
  const run = runs[0];
  if (!first.ok || !run) return { ...always, layer: run?.spec.layer ?? '' };
  const { plan } = first;
  const row = layerRow(plan.spec.layer);
  const cell = pinned === undefined ? undefined : fedFlat(first, pinned);
  const numbers =
    cell === undefined
      ? []
      : FIRST.map((of) => {
          const { value } = factOf({ id: of, of, run: 0, cell }, [first]);
          return [of, formatNumber(Number(value), 4)] as const;
        });
  return {
    ...always,
    layer: plan.spec.layer,
    call: callOf(row, plan.spec.options),
    n: plan.taking ?? plan.groupSize,
    less: (plan.taking ?? plan.groupSize) - 1,
    groups: plan.groups,
    reduced: plan.reducedAxes.join(', '),
    kept: plan.keptAxes.join(', '),
    weight: plan.paramShape ? shapeText(plan.paramShape) : 'None',
    ...(cell !== undefined && {
      cell: cellText(indexOf(fed.shape, cell)),
      channel: indexOf(fed.shape, cell)[fed.axes.indexOf('C')] ?? 0,
    }),
    ...Object.fromEntries(numbers),
  };
}
