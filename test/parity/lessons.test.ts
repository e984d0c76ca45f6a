import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { notebookExamples } from '../../core/examples/notebook.ts';
import { teachingTensors } from '../../core/examples/teaching.ts';
import type { Fact, LessonRun, Outcome } from '../../core/lessons/lesson.ts';
import { factsOf } from '../../core/lessons/factsOf.ts';
import { LESSONS } from '../../core/lessons/lessons.ts';
import { normalize } from '../../core/norm/normalize.ts';
import type { LayerState } from '../../core/norm/spec.ts';
import { permuteToAxes } from '../../core/tensor/permute.ts';
import { tensor } from '../../core/tensor/tensor.ts';

const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/lessons.json', import.meta.url), 'utf8'),
) as {
  facts: Record<string, number | string | number[]>;
};

const TENSORS = new Map(
  [...notebookExamples(), ...teachingTensors()].map((example) => [
    example.id as string,
    example.tensor,
  ]),
);

function stateOf(run: LessonRun): LayerState {
  const { state } = run.request;
  if (!state?.runningMean || !state.runningVar) return {};
  return {
    running: {
      mean: Float64Array.from(state.runningMean),
      var: Float64Array.from(state.runningVar),
      numBatchesTracked: state.numBatchesTracked ?? 0,
    },
  };
}

function outcome(run: LessonRun): Outcome {
  const { request } = run;
  const id = request.tensor.kind === 'example' ? request.tensor.id : '';
  const stored = TENSORS.get(id);
  if (!stored) throw new Error(`no tensor "${id}"`);
  const data = stored.data.slice();
  for (const [flat, value] of request.edits ?? []) data[flat] = value;
  const x = permuteToAxes(tensor(data, stored.shape, stored.axes), request.layout ?? stored.axes);
  try {
    const result = normalize(request.spec, x, stateOf(run));
    return { ok: true, ...result, x, y: result.output };
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
}

function expectFact(fact: Fact, expected: number | string | number[] | undefined): void {
  if (typeof expected === 'string') expect(fact.value).toContain(expected.split('torch.Size')[0]);
  // float32 input and output against float64: 24 bits, and differences of two such outputs
  else if (typeof expected === 'number') expect(fact.value).toBeCloseTo(expected, 5);
  else if (expected)
    expected.forEach((value, i) => expect((fact.value as number[])[i]).toBeCloseTo(value, 5));
}

describe('every fact of a lesson is what PyTorch gives', () => {
  for (const lesson of LESSONS) {
    test(lesson.id, () => {
      for (const fact of factsOf(lesson, lesson.runs.map(outcome))) {
        expectFact(fact, fixture.facts[`${lesson.id}.${fact.id}`]);
        expect(fact.value, fact.id).not.toBe('');
        expect(fact.value, fact.id).not.toBeNaN();
      }
    });
  }
});

test('every fact that PyTorch computed belongs to a lesson', () => {
  const told = LESSONS.flatMap((lesson) =>
    factsOf(lesson, lesson.runs.map(outcome)).map((fact) => `${lesson.id}.${fact.id}`),
  );
  expect(told).toEqual(expect.arrayContaining(Object.keys(fixture.facts)));
});

test('axes and sizes that the lessons name are those of the layers', () => {
  const told = Object.fromEntries(
    LESSONS.flatMap((lesson) =>
      factsOf(lesson, lesson.runs.map(outcome)).map((fact) => [
        `${lesson.id}.${fact.id}`,
        fact.value,
      ]),
    ),
  );
  // (N=2, C=5, L=4): over N and L 8 values for each of 5 channels; fed N L C, over N and C 10 for each of 4 positions
  expect(told).toMatchObject({
    'letters.reducedRight': 'N, L',
    'letters.reducedWrong': 'N, C',
    'letters.groupsRight': 5,
    'letters.groupsWrong': 4,
    'squareTrap.reducedRight': 'N, L',
    'squareTrap.reducedWrong': 'N, C',
    // images (2, 3, 5, 5): C·H·W = 75 for each of 2; C = 3 for each of 2·5·5 = 50; W = 5 for each of 2·3·5 = 30
    'layerNormImages.chwSize': 75,
    'layerNormImages.chwGroups': 2,
    'layerNormImages.cSize': 3,
    'layerNormImages.cGroups': 50,
    'layerNormImages.wSize': 5,
    'layerNormImages.wGroups': 30,
    'twoPictures.imageReduced': 'C, H, W',
    'twoPictures.tokenReduced': 'C',
    'twoPictures.imageGroups': 2,
    'twoPictures.tokenGroups': 8,
    'kerasAxis.batchKept': 'C',
    'kerasAxis.layerReduced': 'C',
    'runningVariance.n': 8,
    'batchOfOne.values': 4,
  });
});
