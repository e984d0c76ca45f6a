import { expect, test } from 'vitest';
import type { Figure } from '../../../core/figure/marks.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import type { OneView } from '../../../core/pages/oneView.ts';
import type { PageSubject } from '../../../core/pages/subject.ts';
import type { ReportFormat } from '../../../core/report/formats/reportFormat.ts';
import type { Preset } from '../../../core/report/preset.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const nlp = { kind: 'example', id: 'nlp' } as const;
const request = {
  tensor: nlp,
  spec: { layer: 'BatchNorm1d', options: { eps: 0.5 }, mode: 'train' },
} as const;
const HEAD = { schema: 'normscope-preset', schemaVersion: 1 } as const;
const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

interface Asked {
  readonly kind: string;
  readonly scale: number;
  readonly figure: Figure;
  readonly figures: readonly Figure[];
  readonly millimetres?: number;
  readonly delays: readonly number[];
  readonly loop: number;
  readonly facts: { readonly title: string; readonly keywords: string };
  readonly pages: readonly { title: string; cells: { label: string; figure: Figure }[] }[];
}

/** What the stand-in for the rasteriser was asked to draw. */
const drawing = (bytes: Uint8Array) => JSON.parse(decoded(bytes)) as Asked;
const texts = ({ marks }: Figure) =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).join('\n');

const exported = (format: ReportFormat, preset?: Partial<Preset>, more: object = {}) =>
  given.service.exported({
    request,
    view: INITIAL_VIEW,
    format,
    scale: 2,
    language: 'en',
    ...(preset && { preset: { ...HEAD, ...preset } }),
    ...more,
  });

test('a PNG has the pixels that are asked for, and says what it shows and what made it', async () => {
  const { kind, scale, figure, facts } = drawing(await exported('png'));
  expect([kind, scale]).toEqual(['png', 2]);
  const { title, description } = figure;
  expect(facts).toEqual({
    title,
    description,
    software: 'Normscope 1.2.3',
    language: 'en',
    keywords: expect.any(String) as string,
  });
  expect(JSON.parse(facts.keywords)).toMatchObject({
    layer: 'BatchNorm1d',
    options: { num_features: 5, eps: 0.5 },
    mode: 'train',
    input: { name: 'NLP example (notebook)', axes: ['N', 'C', 'L'], shape: [2, 5, 4] },
    version: '1.2.3',
  });
});

test('a preset for paper has its own pixels an inch, its language is the picture’s', async () => {
  // 85 mm at 600 dpi are 85 / 25.4 · 600 = 2007.9 pixels over a layout of 480
  const preset = { size: 'paper-column', dpi: 600, language: 'ko' } as const;
  const { scale, figure, facts } = drawing(await exported('png', preset));
  expect(figure.width).toBe(480);
  expect(scale).toBeCloseTo(2007.9 / 480, 2);
  expect(facts).toMatchObject({ language: 'ko' });
});

test('a PDF is printed in the preset’s width: points a pixel', async () => {
  expect(drawing(await exported('pdf'))).toMatchObject({ kind: 'pdf', scale: 0.75 });
  const { scale, figures } = drawing(await exported('pdf', { size: 'paper-column' }));
  expect(figures).toHaveLength(1);
  // 85 mm are 240.94 points over a layout of 480
  expect(scale).toBeCloseTo(240.94 / 480, 3);
});

test('an SVG has its letters as text, in fonts of its own or as outlines', async () => {
  expect(decoded(await exported('svg'))).toMatch(/^<svg[^>]*>/);
  const plain = decoded(await exported('svg', { size: 'paper-column' }));
  expect(plain).toContain('width="85mm"');
  expect(plain).not.toContain('@font-face');
  const brought = decoded(await exported('svg', { size: 'paper-column', letters: 'fonts' }));
  expect(brought).toContain('width="85mm"');
  for (const name of ['regular', 'mono'])
    expect(brought).toContain(`base64,${Buffer.from(name).toString('base64')})`);
  expect(
    drawing(await exported('svg', { size: 'paper-column', letters: 'outlines' })),
  ).toMatchObject({ kind: 'outlines', millimetres: 85, figure: { width: 480 } });
  expect(drawing(await exported('svg', { letters: 'outlines' })).millimetres).toBeUndefined();
});

test('the program stands in the picture where the preset asks for it, with the changed cells', async () => {
  const edits = [[0, 9]];
  const code = await exported('svg', { parts: ['code'] }, { request: { ...request, edits } });
  expect(decoded(code)).toContain('torch.manual_seed(42)');
  expect(decoded(code)).toContain('x[0, 0, 0] = 9');
  expect(decoded(await exported('svg', { parts: ['title'] }))).not.toContain('manual_seed');
});

test('Markdown, notebook and program say the same in the language of the preset', async () => {
  for (const format of ['md', 'ipynb', 'py'] as const) {
    const en = decoded(await exported(format));
    const ko = decoded(await exported(format, { language: 'ko' }));
    expect(en).toContain('BatchNorm1d(5');
    expect(en).not.toMatch(/[가-힣]/);
    expect(ko).toMatch(/[가-힣]/);
  }
  const edited = await exported('py', undefined, { request: { ...request, edits: [[0, 9]] } });
  expect(decoded(edited)).toContain('x[0, 0, 0] = 9');
  expect(decoded(await exported('py'))).not.toMatch(/^x\[.*\] = /m);
});

test('a JSON report keeps how its picture was asked for: the language of the screen, and the preset', async () => {
  const read = async (preset?: Partial<Preset>) =>
    (JSON.parse(decoded(await exported('json', preset))) as { picture: object }).picture;
  expect(await read()).toEqual({ language: 'en', scale: 2 });
  expect(await read({ language: 'ko' })).toEqual({
    language: 'en',
    scale: 2,
    preset: { ...HEAD, language: 'ko' },
  });
});

test('a JSON report has its lists of numbers on one line each, and ends with a line', async () => {
  const text = decoded(await exported('json'));
  expect(text).toMatch(/"shape": \[2, 5, 4\]/);
  expect(text).not.toMatch(/\[\n\s+[-\d]/);
  expect(text.endsWith('}\n')).toBe(true);
});

test('a JSON report says which blocks are drawn where cells are too many', async () => {
  const x = tensor(new Float32Array(2 * 3 * 300 * 300), [2, 3, 300, 300]);
  const info = given.service.tensors.hold('large', x, 'x = 0');
  const large = { tensor: info.ref, spec: { layer: 'BatchNorm2d', options: {}, mode: 'train' } };
  const report = decoded(await exported('json', undefined, { request: large }));
  expect(report).toMatch(/"block": \[\d+, \d+, \d+, \d+\]/);
  expect(decoded(await exported('json'))).not.toContain('"block"');
});

test('a moving picture stands as long as it is asked to, step by step', async () => {
  const motion = { seconds: 2, framesPerSecond: 4, loop: 3 };
  const { kind, figures, delays, loop } = drawing(
    await exported('gif', { size: 'square', motion }),
  );
  expect([kind, loop]).toEqual(['gif', 3]);
  expect(figures).toHaveLength(delays.length);
  expect(figures[0]).toMatchObject({ width: 1080, height: 1080 });
  expect(delays.reduce((sum, delay) => sum + delay)).toBeCloseTo(2000, 0);
  // square, where no preset says otherwise
  expect(drawing(await exported('gif')).figures[0]).toMatchObject({ width: 1080, height: 1080 });
});

test('a moving picture into another layout ends on its cell: the pinned one is followed', async () => {
  const motion = { seconds: 1, framesPerSecond: 2, toLayout: ['N', 'L', 'C'] };
  const norm = { ...request, spec: { layer: 'RMSNorm', options: {}, mode: 'train' } };
  // x[0, 2, 1], 9 of (N, C, L)
  const view = { ...INITIAL_VIEW, pinned: 9 };
  const asked = { request: norm, view, language: 'ko' };
  const { figures } = drawing(await exported('gif', { size: 'square', motion }, asked));
  expect(figures.length).toBeGreaterThan(1);
  expect(texts(figures[0]!)).toMatch(/[가-힣]/);
  const unpinned = { request: norm, view: INITIAL_VIEW };
  const other = drawing(await exported('gif', { size: 'square', motion }, unpinned));
  expect(JSON.stringify(other.figures.at(-1))).not.toBe(JSON.stringify(figures.at(-1)));
  const wrong = { ...motion, toLayout: ['N', 'L'] };
  await expect(exported('gif', { motion: wrong })).rejects.toMatchObject({ code: 'badLayout' });
});

const overview: PageSubject = {
  kind: 'training',
  momentum: 0.1,
  freezeFrom: null,
  channel: 0,
  step: 2,
  theme: 'light',
};

test('a page is printed by its preset and says of itself what it is, and no run', async () => {
  const preset = { ...HEAD, size: 'paper-column', language: 'ko' } as const;
  const asked = { subject: overview, scale: 3, language: 'en' } as const;
  const png = drawing(await given.service.page({ ...asked, format: 'png' }));
  expect([png.kind, png.scale]).toEqual(['png', 3]);
  const { title, description } = png.figure;
  expect(png.facts).toEqual({
    ...{ title, description, software: 'Normscope 1.2.3', language: 'en', keywords: '' },
  });
  const pdf = drawing(await given.service.page({ ...asked, preset, format: 'pdf' }));
  expect(pdf.scale).toBeCloseTo(240.94 / pdf.figures[0]!.width, 3);
  expect(pdf.facts).toMatchObject({ language: 'ko' });
});

test('views as one PDF are a page each in its own language and printed width, the first one’s is the document’s', async () => {
  const views: OneView[] = [
    {
      ...{ kind: 'report', request, view: INITIAL_VIEW },
      picture: {
        language: 'ko',
        scale: 1,
        preset: { ...HEAD, size: 'paper-column', language: 'en' },
      },
    },
    { kind: 'page', subject: overview, picture: { language: 'ko', scale: 1 } },
  ];
  const document = { kind: 'handout', title: 'Two', views } as const;
  const asked = drawing(await given.service.handout(document, 'pdf'));
  expect(asked).toMatchObject({
    kind: 'pdf',
    facts: { title: 'Two', description: '', software: 'Normscope 1.2.3', language: 'ko' },
  });
  const [report, page] = asked.figures;
  expect(texts(report!)).not.toMatch(/[가-힣]/);
  expect(texts(page!)).toMatch(/[가-힣]/);
  const [narrow, usual] = asked.scale as unknown as number[];
  expect(narrow).toBeCloseTo(240.94 / 480, 3);
  expect(usual).toBe(0.75);
  const none = await given.service.handout({ ...document, views: [] }, 'pdf');
  expect(drawing(none).facts).toMatchObject({ language: 'en' });
});

test('a contact sheet has a page a part with small pictures by their labels, in the language of the first', async () => {
  const report = { request, view: INITIAL_VIEW, language: 'ko' } as const;
  const parts = [
    {
      title: 'Batch',
      reports: [
        { ...report, label: 'a' },
        { ...report, label: 'b', preset: { ...HEAD, title: 'My own title' } },
      ],
    },
    { title: 'None', reports: [] },
  ];
  const asked = drawing(await given.service.contactSheet(parts));
  expect(asked).toMatchObject({
    kind: 'sheet',
    facts: { title: '모든 예제와 모든 레이어', description: '', language: 'ko' },
  });
  expect(asked.pages.map(({ title, cells }) => [title, cells.map(({ label }) => label)])).toEqual([
    ['Batch', ['a', 'b']],
    ['None', []],
  ]);
  const [a, b] = asked.pages[0]!.cells.map(({ figure }) => texts(figure));
  expect(a).toMatch(/[가-힣]/);
  expect(a).not.toContain('My own title');
  expect(b).toContain('My own title');
  const empty = drawing(await given.service.contactSheet([]));
  expect(empty.facts).toMatchObject({ title: 'Every layer on every example', language: 'en' });
});
