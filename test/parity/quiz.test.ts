import { describe, expect, test } from 'vitest';
import { cellsOfGroup, groupOf } from '../../core/norm/groups.ts';
import { questionOf } from '../../core/quiz/make.ts';
import { QUIZ_KINDS, type Question, type QuizKind } from '../../core/quiz/question.ts';
import { tell } from '../../core/quiz/told.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import { unpacked, type Outcome } from './packed.ts';
import { hasTorch, runPrograms } from './python.ts';

const SEEDS = 48;
/** Five hundred numbers. */
const NUMERIC_SEEDS = 170;
const NUMERIC: readonly QuizKind[] = ['mean', 'variance', 'output'];
/** PyTorch 1.13 has no RMSNorm. */
const questions = QUIZ_KINDS.flatMap((kind) =>
  Array.from({ length: NUMERIC.includes(kind) ? NUMERIC_SEEDS : SEEDS }, (_, i) =>
    questionOf(kind, 100_003 + 17 * i),
  ),
).filter(
  ({ prompt, subject }) =>
    !subject?.call.includes('RMSNorm') && !tell(prompt, 'en').includes('nn.RMSNorm'),
);

const python = (x: Tensor) =>
  `torch.tensor([${Array.from(x.data).join(', ')}], dtype=torch.float64).reshape(${x.shape.join(', ')})`;

/** Everything that has to be known of a layer, by PyTorch alone: outputs, and which of them one cell reaches. */
function programOf(question: Question): string {
  const { kind, subject, pinned } = question;
  const head = 'import torch\nfrom torch import nn\n';
  if (kind === 'refusal' || !subject) {
    const [, call, sizes] = /say to (nn\..*)\(torch\.randn\((.*)\)\)/.exec(
      tell(question.prompt, 'en'),
    )!;
    return `${head}y = torch.tensor(${call}(torch.randn(${sizes})).shape)`;
  }
  if (kind === 'weight')
    return `${head}w = ${subject.call}.weight\ny = torch.tensor([] if w is None else w.shape)`;
  const { plan, x, running } = subject;
  const build = (mode: string) => {
    const stored = running
      ? `\nlayer.running_mean[:] = torch.tensor([${running.mean.join(', ')}])\nlayer.running_var[:] = torch.tensor([${running.var.join(', ')}])`
      : '';
    return `layer = ${subject.call}.double()${stored}\nlayer.${mode}()`;
  };
  const made = `${head}x = ${python(x)}\n${build(plan.spec.mode)}\n`;
  if (kind === 'mode')
    return `${made}a = layer(x)\n${build('train')}\ny = torch.stack([a, layer(x)])`;
  if (kind === 'numbers' || kind === 'picture') return `${made}y = layer(x)`;
  const cell = pinned ?? 0;
  if (question.answer.type !== 'number')
    return `${made}before = layer(x)\nchanged = x.clone()\nchanged.view(-1)[${cell}] += 0.37\ny = ((layer(changed) - before).abs() > 1e-7).to(torch.uint8)`;
  // two cells of the group give the two unknowns of y = (x - mean) / s
  const other = [...cellsOfGroup(plan, groupOf(plan, cell))].find(
    (flat) => Math.abs(x.data[flat]! - x.data[cell]!) > 0.05,
  )!;
  return `${made}out = layer(x).view(-1)\nx = x.view(-1)\ns = (x[${cell}] - x[${other}]) / (out[${cell}] - out[${other}])\ny = torch.stack([x[${cell}] - s * out[${cell}], s * s - 1e-5, out[${cell}]])`;
}

const right = (question: Question) => {
  if (question.answer.type !== 'choice') throw new Error('no choice');
  return tell(question.answer.options.find((option) => option.right)!.label, 'en');
};
const valuesOf = ({ y }: Outcome) => {
  if (!y) return [];
  return Array.from(y.dtype === 'float32' || y.dtype === 'float64' ? unpacked(y) : bytesOf(y));
};

/** Whole numbers as numpy packs them. */
function bytesOf({ dtype, data }: { dtype: string; data: string }): number[] {
  const bytes = Buffer.from(data, 'base64');
  if (dtype === 'uint8') return [...bytes];
  return Array.from({ length: bytes.length / 8 }, (_, i) => Number(bytes.readBigInt64LE(8 * i)));
}

function check(question: Question, outcome: Outcome): void {
  const { kind, subject, answer } = question;
  const values = valuesOf(outcome);
  if (kind === 'refusal') {
    const said = right(question);
    // the wording changes from version to version; the numbers and what is wrong with them do not
    if (said.startsWith('It runs')) {
      expect(outcome.error).toBeUndefined();
      expect(said.match(/\d+/g)?.map(Number)).toEqual(values);
    } else expect(outcome.error).toBeDefined();
    return;
  }
  expect(outcome.error).toBeUndefined();
  if (kind === 'weight') {
    expect(right(question).match(/\d+/g)?.map(Number) ?? []).toEqual(values);
    return;
  }
  if (!subject) return;
  const { plan, result } = subject;
  if (kind === 'numbers' || kind === 'picture')
    values.forEach((value, i) => expect(result.output.data[i]).toBeCloseTo(value, 4));
  else if (kind === 'mode') {
    const size = result.output.data.length;
    const asked = tell(question.prompt, 'en').includes('from train mode?') ? size : 0;
    const shown = question.shown.find(({ name }) => name === right(question))!.tensor.data;
    shown.forEach((value, i) => expect(value).toBeCloseTo(values[asked + i]!, 4));
  } else if (answer.type === 'number') {
    const at = ['mean', 'variance', 'output'].indexOf(kind);
    expect(Math.abs(answer.value - values[at]!)).toBeLessThan(answer.tolerance / 10);
  } else {
    const reached = values.flatMap((changed, flat) => (changed ? [flat] : []));
    if (answer.type === 'cells') expect(answer.cells).toEqual(reached);
    if (kind === 'counts') expect(right(question)).toContain(`from ${reached.length} values each`);
    if (kind === 'edit')
      expect(reached.length).toBe(plan.source === 'running' ? 1 : plan.groupSize);
    if (kind === 'axes') expect(reached.length).toBe(plan.groupSize);
  }
}

describe.runIf(hasTorch())('what a quiz holds for right is what PyTorch does', () => {
  const outcomes = runPrograms(questions.map(programOf));

  test('five hundred of the questions are answered by a number, hundreds of others in words', () => {
    const numeric = questions.filter(({ answer }) => answer.type === 'number');
    expect(numeric.length).toBeGreaterThanOrEqual(500);
    expect(questions.length - numeric.length).toBeGreaterThan(350);
  });

  test.each(QUIZ_KINDS)('%s', (kind) => {
    const wrong = questions.flatMap((question, i) => {
      if (question.kind !== kind) return [];
      try {
        check(question, outcomes[i]!);
        return [];
      } catch (error) {
        return [
          `${tell(question.prompt, 'en')} ${(error as Error).message} ${outcomes[i]!.error ?? ''}`,
        ];
      }
    });
    expect(wrong).toEqual([]);
  });
});
