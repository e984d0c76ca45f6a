import { expect, test } from 'vitest';
import { hcl } from 'd3-color';
import type { Figure, Mark } from '../../../core/figure/marks.ts';
import { worksheetPages } from '../../../core/pages/worksheet.ts';
import { codeOf } from '../../../core/quiz/code.ts';
import { questionOf, quizOf } from '../../../core/quiz/make.ts';
import { QUIZ_KINDS } from '../../../core/quiz/question.ts';

const texts = { title: 'Worksheet', seed: 7, made: 'Normscope' } as const;
const questions = quizOf([], QUIZ_KINDS.length, 7);
const pages = worksheetPages(questions, { ...texts, language: 'en' });

const coloursOf = (mark: Mark): string[] =>
  ['fill', 'stroke'].flatMap((name) => {
    const value = (mark as unknown as Record<string, unknown>)[name];
    return typeof value === 'string' ? [value] : [];
  });
const wordsOf = ({ marks }: Figure) =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).join(' ');

test('every mark of a worksheet is black, white or grey', () => {
  for (const { marks } of pages)
    for (const colour of marks.flatMap(coloursOf)) {
      const { c } = hcl(colour);
      // d3 gives greys no chroma, or a hair of it
      expect(Number.isNaN(c) || c < 1, colour).toBe(true);
    }
});

test('a picture of groups has a hatching for every group but one', () => {
  const picture = questionOf('picture', 7);
  const [page] = worksheetPages([picture], { ...texts, language: 'en' });
  const lines = page!.marks.filter((mark) => mark.kind === 'line');
  expect(lines.length).toBeGreaterThan(20);
});

test('nothing stands beyond the paper, and the key begins a page of its own', () => {
  for (const { marks, width, height } of pages)
    for (const mark of marks)
      if (mark.kind === 'text' && !mark.transform) {
        expect(mark.y).toBeLessThan(height);
        expect(mark.x).toBeLessThan(width);
      }
  const keys = pages.map((page) => /: key$/i.test(page.title));
  expect(keys.indexOf(true)).toBeGreaterThan(0);
  expect(keys.lastIndexOf(false)).toBeLessThan(keys.indexOf(true));
  expect(pages.slice(0, keys.indexOf(true)).map(wordsOf).join(' ')).toContain('_____');
});

test('the code to complete names the dimensions that are averaged over, where dim can say them', () => {
  // by hand: BatchNorm over (N, C, L) keeps dim 1, LayerNorm over its last, InstanceNorm keeps dims 0 and 1
  const wanted = { BatchNorm1d: 'dim=(0, 2)', InstanceNorm1d: 'dim=(2,)' } as const;
  const met = new Set<string>();
  for (let seed = 1; seed < 400; seed++) {
    const question = questionOf('axes', seed);
    const { plan } = question.subject!;
    const { layer } = plan.spec;
    if (plan.axes.join() !== 'N,C,L' || !(layer in wanted)) continue;
    met.add(layer);
    expect(codeOf(question)?.answer).toContain(wanted[layer as keyof typeof wanted]);
  }
  expect([...met].sort()).toEqual(['BatchNorm1d', 'InstanceNorm1d']);
  const groups = Array.from({ length: 200 }, (_, i) => questionOf('axes', i + 1)).filter(
    ({ subject }) => subject!.call.startsWith('nn.GroupNorm(2'),
  );
  expect(groups.length).toBeGreaterThan(0);
  for (const question of groups) expect(codeOf(question)).toBeNull();
});
