import { describe, expect, test } from 'vitest';
import { LAYERS } from '../../core/norm/layers.ts';
import { firstMismatch, FLOAT32 } from './closeTo.ts';
import { unpacked, type PackedArray } from './packed.ts';
import { hasTorch, runPrograms } from './python.ts';
import { snippetCases, type SnippetCase } from './snippetCases.ts';

/** What PyTorch 1.13 does not know yet; the NumPy program covers the same numbers. */
function isTooNew({ layer, options }: SnippetCase): boolean {
  if (layer.startsWith('InstanceNorm') && options.momentum === null) return true;
  return layer === 'RMSNorm' || (layer === 'LayerNorm' && options.bias === false);
}

const cases = snippetCases();

test('the cases cover every layer of the table', () => {
  const covered = new Set(cases.map(({ layer }) => layer));
  expect([...covered].sort()).toEqual(LAYERS.map(({ name }) => name).sort());
});

describe.runIf(hasTorch())('programs that are shown compute what is shown', () => {
  const jobs = cases.flatMap((one) =>
    one.snippets
      .filter(({ id }) => id === 'numpy' || (id === 'pytorch' && !isTooNew(one)))
      .map(({ id, code }) => ({ one, id, code })),
  );
  const outcomes = runPrograms(jobs.map(({ code }) => code));

  test.each(jobs.map(({ one, id, code }, i) => [`${id}: ${one.title}`, i, one, code] as const))(
    '%s',
    (_, i, { result }, code) => {
      const { error, y, running_mean: mean, running_var: variance } = outcomes[i] ?? {};
      expect(error, code).toBeUndefined();
      expect(y?.shape, code).toEqual(result.plan.shape);
      expect(firstMismatch(values(y), result.output.data, FLOAT32), code).toBeNull();
      if (!result.plan.tracks || result.plan.source !== 'batch') return;
      expect(
        firstMismatch(values(mean), result.runningAfter?.mean ?? [], FLOAT32),
        code,
      ).toBeNull();
      expect(
        firstMismatch(values(variance), result.runningAfter?.var ?? [], FLOAT32),
        code,
      ).toBeNull();
    },
  );
});

function values(packed: PackedArray | undefined): ArrayLike<number> {
  return packed ? unpacked(packed) : [];
}
