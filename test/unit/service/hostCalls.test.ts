import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { writeNpy } from '../../../core/io/npy.ts';
import { DEFAULT_SETTINGS } from '../../../core/settings.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { dispatch } from '../../../electron/ipc/dispatch.ts';
import { SettingsStore } from '../../../electron/service/settings.ts';
import { FakeHost, WholeHost } from './fakeHost.ts';
import { serviceForTest, startService } from './serviceForTest.ts';

const given = serviceForTest();
const { answer, call, pathOf } = given;

const nlp = { kind: 'example', id: 'nlp' } as const;
const request = {
  tensor: nlp,
  spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' },
} as const;
const asked = {
  request,
  view: INITIAL_VIEW,
  format: 'svg',
  scale: 2,
  language: 'ko',
} as const;
const overview = { kind: 'overview', tensor: nlp, theme: 'light' } as const;
const page = { subject: overview, format: 'svg', scale: 3, language: 'en' } as const;

const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
/** What the stand-in for the rasteriser was asked to draw. */
const drawing = (bytes: unknown) =>
  JSON.parse(decoded(bytes as Uint8Array)) as { kind: string; scale: number; figure: object };

/** A window of a host that can do everything, or nothing beyond what every host can. */
function open<H extends FakeHost>(host: H): H {
  given.host = host;
  return host;
}

function file(name: string): string {
  const at = pathOf(name);
  writeFileSync(at, writeNpy(tensor(Float32Array.of(1, 2, 3, 4), [2, 2])));
  return at;
}

const told = (host: WholeHost, what: string) =>
  host.told.filter(([name]) => name === what).map(([, ...rest]) => rest);

test('a window is told what it runs in', async () => {
  open(new FakeHost());
  expect(await answer('app.info')).toEqual({
    name: 'Normscope',
    version: '1.2.3',
    host: 'desktop',
    platform: process.platform,
    locale: 'ko-KR',
  });
});

test('a changed setting reaches the frame of the window that changed it', async () => {
  const host = open(new WholeHost());
  const settings = await answer('settings.set', { fontScale: 1.25 });
  expect(settings).toEqual({ ...DEFAULT_SETTINGS, fontScale: 1.25 });
  expect(told(host, 'settingsChanged')).toEqual([[settings]]);
  open(new FakeHost());
  expect(await answer('settings.set', { fontScale: 1 })).toEqual(DEFAULT_SETTINGS);
});

test('a setting that cannot be kept is an error, and holds for the window all the same', async () => {
  const blocked = pathOf('blocked');
  writeFileSync(blocked, 'a file where a folder should be');
  const other = await startService(new SettingsStore(blocked));
  try {
    const host = new WholeHost();
    const handlers = other.service.handlers(host);
    expect(await dispatch(handlers, 'settings.set', { theme: 'dark' })).toMatchObject({
      ok: false,
      code: 'unwritable',
    });
    expect(told(host, 'settingsChanged')).toEqual([[{ ...DEFAULT_SETTINGS, theme: 'dark' }]]);
    expect(await dispatch(handlers, 'settings.get', undefined)).toMatchObject({
      value: { theme: 'dark' },
    });
  } finally {
    await other.close();
  }
});

test('a service that is closed has written what was begun, and does nothing more', async () => {
  const other = await startService(new SettingsStore(pathOf('closing')));
  const handlers = other.service.handlers(new FakeHost());
  const id = '00000000-0000-4000-8000-000000000001';
  void handlers['settings.set']({ theme: 'dark' });
  void handlers['lesson.keep']({ id, text: 'half a lesson' });
  await other.close();
  const written = (name: string) => readFileSync(pathOf(`closing/${name}`), 'utf8');
  expect(JSON.parse(written('settings.json'))).toEqual({ theme: 'dark' });
  expect(written(`lessons/${id}.draft.json`)).toBe('half a lesson');
  const closed = { code: 'closed', message: 'The program is closing.' };
  await expect(other.service.run(request)).rejects.toMatchObject(closed);
  const sheet = other.service.contactSheet([]);
  await expect(sheet).rejects.toMatchObject(closed);
});

test('of the files that were opened last one opens as if it had been dropped, and no other path', async () => {
  const [listed, other] = [file('listed.npy'), file('other.npy')];
  const host = open(new WholeHost());
  host.recent = [listed];
  expect(await answer('files.recent')).toEqual([listed]);
  expect(await answer('files.openRecent', other)).toBe(false);
  expect(host.events).toEqual([]);
  expect(await answer('files.openRecent', listed)).toBe(true);
  // on a busy machine its progress is told too
  const opened = host.events.filter(([event]) => event === 'opened');
  expect(opened).toMatchObject([['opened', [{ name: 'called listed.npy' }]]]);
  expect(told(host, 'fileOpened')).toEqual([[listed, false]]);
});

test('a host without a list of files has none, and opens none of it', async () => {
  open(new FakeHost());
  expect(await answer('files.recent')).toEqual([]);
  expect(await answer('files.openRecent', file('listed.npy'))).toBe(false);
});

test('what only a window with a frame can do is done there, and answered by false elsewhere', async () => {
  const host = open(new WholeHost());
  const state = { edited: true, kept: false, name: 'work' };
  const key = '00000000-0000-4000-8000-000000000001';
  expect(await answer('window.print')).toBe(true);
  expect(await answer('window.presenting', true)).toBe(true);
  expect(await answer('window.presenting', false)).toBe(true);
  expect(await answer('window.commands', ['save', 'print'])).toBe(true);
  expect(await answer('window.speaker', key)).toBe(true);
  expect(await answer('document.state', state)).toBe(true);
  expect(await answer('window.openHelp', 'licence')).toBe(true);
  expect(await answer('window.fullScreen', false)).toBe(false);
  expect(host.told).toEqual([
    ['print'],
    ['presenting', true],
    ['presenting', false],
    ['commandsApply', 'save', 'print'],
    ['speaker', key],
    ['documentState', state],
    ['openHelp', 'licence'],
  ]);
  open(new FakeHost());
  expect(await answer('window.print')).toBe(false);
  expect(await answer('window.presenting', true)).toBe(true);
  expect(await answer('window.commands', ['save'])).toBe(true);
  expect(await answer('window.speaker', key)).toBe(false);
  expect(await answer('document.state', state)).toBe(true);
});

test('a picture is copied as PNG, whatever format is chosen, and so is a page', async () => {
  const host = open(new FakeHost());
  expect(await answer('report.copy', asked)).toBe(true);
  expect(await answer('page.copy', page)).toBe(true);
  const [report, whole] = host.copied.map(drawing);
  expect([report?.kind, report?.scale]).toEqual(['png', 2]);
  expect([whole?.kind, whole?.scale]).toEqual(['png', 3]);
});

test('a picture that is dragged out is a PNG by the name of its run, a page by that of its subject', async () => {
  const host = open(new WholeHost());
  expect(await answer('report.drag', asked)).toBe(true);
  expect(await answer('page.drag', page)).toBe(true);
  const dragged = told(host, 'dragImage');
  expect(dragged.map(([, name]) => name)).toEqual(['nlp-BatchNorm1d.png', 'nlp-overview.png']);
  expect(dragged.map(([png]) => drawing(png).kind)).toEqual(['png', 'png']);
  open(new FakeHost());
  expect(await answer('report.drag', asked)).toBe(false);
  expect(await answer('page.drag', page)).toBe(false);
});

test('the document is saved where its host keeps it, under the name of its run', async () => {
  const host = open(new WholeHost());
  expect(await answer('document.save', { request: asked, as: true })).toEqual({
    path: '/document/true',
  });
  expect(await answer('document.save', { request: asked, as: false })).toEqual({
    path: '/document/false',
  });
  const [saved] = host.saved;
  expect(saved).toMatchObject({
    name: 'nlp-BatchNorm1d.normscope.json',
    extension: 'json',
    description: 'JSON 보고서',
  });
  expect(JSON.parse(decoded(saved!.bytes))).toMatchObject({
    schema: 'normscope-report',
    picture: { language: 'ko', scale: 2 },
  });
  const plain = open(new FakeHost());
  expect(await answer('document.save', { request: asked, as: false })).toEqual({
    path: '/chosen/nlp-BatchNorm1d.normscope.json',
  });
  expect(plain.saved[0]?.bytes).toEqual(saved?.bytes);
});

test.each([
  ['report.export', { ...asked, format: 'py' }, 'nlp-BatchNorm1d.py', 'py', 'Python 프로그램'],
  ['report.export', { ...asked, format: 'npy' }, 'nlp-BatchNorm1d.npy', 'npy', 'NumPy 배열'],
  ['page.export', page, 'nlp-overview.svg', 'svg', 'SVG drawing'],
  [
    'report.film',
    { request: asked, film: Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 7) },
    'nlp-BatchNorm1d.webm',
    'webm',
    'WebM 동영상',
  ],
  [
    'preset.save',
    { preset: { schema: 'normscope-preset', schemaVersion: 1, name: 'my/own' }, language: 'en' },
    'my_own.normscope-preset.json',
    'json',
    'Preset of reports',
  ],
  [
    'preset.save',
    { preset: { schema: 'normscope-preset', schemaVersion: 1 }, language: 'ko' },
    'report.normscope-preset.json',
    'json',
    '보고서 프리셋',
  ],
] as const)('%s of %j is called %s', async (channel, argument, name, extension, description) => {
  const host = open(new FakeHost());
  expect(await answer(channel, argument)).toEqual({ path: `/chosen/${name}` });
  expect(host.saved).toMatchObject([{ name, extension, description }]);
  expect(host.saved[0]?.bytes.length).toBeGreaterThan(0);
  host.cancelled = true;
  expect(await answer(channel, argument)).toBeNull();
});

test('a film is saved as the window made it', async () => {
  const film = Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 7);
  const host = open(new FakeHost());
  await answer('report.film', { request: asked, film });
  expect(host.saved[0]?.bytes).toEqual(film);
});

const one = { kind: 'report', request, view: INITIAL_VIEW, picture: { language: 'en', scale: 1 } };
const several = (count: number) => ({
  title: 'All of it',
  language: 'en',
  views: Array.from({ length: count }, () => one),
});

test('several views are a file each for a host that can save several, numbered by as many digits as it takes', async () => {
  const host = open(new WholeHost());
  expect(await answer('pages.export', { ...several(10), format: 'svg' })).toEqual({
    path: '/chosen/All_of_it',
  });
  expect(host.saved.map(({ name }) => name)).toEqual(
    ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map(
      (number) => `All_of_it-${number}.svg`,
    ),
  );
  for (const { extension, description, bytes } of host.saved) {
    expect([extension, description]).toEqual(['svg', 'SVG drawing']);
    expect(decoded(bytes)).toContain('<svg');
  }
});

test('several views as PDF or JSON, and a single one, are one file', async () => {
  const host = open(new WholeHost());
  await answer('pages.export', { ...several(2), format: 'pdf' });
  await answer('pages.export', { ...several(2), format: 'json' });
  await answer('pages.export', { ...several(1), format: 'png' });
  expect(host.saved.map(({ name, description }) => [name, description])).toEqual([
    ['All_of_it.pdf', 'PDF document'],
    ['All_of_it.json', 'JSON report'],
    ['All_of_it-1.png', 'PNG picture'],
  ]);
});

test('several views are one archive for a host that saves one file', async () => {
  const host = open(new FakeHost());
  expect(await answer('pages.export', { ...several(2), format: 'png' })).toEqual({
    path: '/chosen/All_of_it.zip',
  });
  expect(host.saved).toMatchObject([
    { name: 'All_of_it.zip', extension: 'zip', description: 'PNG picture' },
  ]);
});

test('a preset is read out of the file that is chosen, which is not needed any more then', async () => {
  const at = pathOf('my.json');
  const preset = { schema: 'normscope-preset', schemaVersion: 1, size: 'a4' };
  const host = open(new WholeHost());
  expect(await answer('preset.open')).toBeNull();
  expect(host.told).toEqual([]);
  host.files = [at];
  writeFileSync(at, JSON.stringify(preset));
  expect(await answer('preset.open')).toEqual(preset);
  writeFileSync(at, '{');
  const refused = await call('preset.open');
  expect(refused).toMatchObject({ ok: false, code: 'badPreset' });
  if (!refused.ok) expect(refused.message).toMatch(/^called my\.json: /);
  expect(told(host, 'filesRead')).toEqual([[at], [at]]);
  open(new FakeHost()).files = [at];
  const plain = await call('preset.open');
  if (!plain.ok) expect(plain.message.startsWith(`${at}: `)).toBe(true);
});

test('the last cell of a tensor has a trace, the next one is told not to exist', async () => {
  open(new FakeHost());
  // (2, 5, 4) are 40 cells
  expect(await answer('layer.trace', { request, flat: 39 })).toMatchObject({ index: [1, 4, 3] });
  expect(await call('layer.trace', { request, flat: 40 })).toEqual({
    ok: false,
    code: 'badCell',
    message: 'Cell 40 does not exist: the tensor has 40 cells.',
    details: { cell: 40, cells: 40 },
  });
});

test('of files that cannot be opened the first is the answer; beside one that can they are told', async () => {
  const host = open(new FakeHost());
  host.files = [pathOf('first.npy'), pathOf('second.npy')];
  expect(await call('tensor.open')).toMatchObject({
    ok: false,
    details: { file: pathOf('first.npy') },
  });
  expect(host.events).toEqual([]);
  host.files = [...host.files, file('third.npy')];
  expect(await answer('tensor.open')).toMatchObject([{ name: 'third.npy' }]);
  expect(host.events).toMatchObject([
    ['failed', { code: 'fileMissing', details: { file: pathOf('first.npy') } }],
    ['failed', { code: 'fileMissing', details: { file: pathOf('second.npy') } }],
  ]);
});

test('files that were read are given back to their host, those that stay open are not', async () => {
  const host = open(new WholeHost());
  const [gone, kept] = [path.join(tmpdir(), 'normscope-none.npy'), file('kept.npy')];
  host.files = [gone, kept];
  const [info] = await answer('tensor.open');
  expect(told(host, 'filesRead')).toEqual([[gone]]);
  await answer('tensor.close', [info!.ref]);
  expect(told(host, 'filesRead')).toEqual([[gone], [kept]]);
});

test('a frame of a moving picture comes with how long it stands, one that there is not is refused', async () => {
  open(new FakeHost());
  const motion = { seconds: 2, framesPerSecond: 5 };
  const preset = { schema: 'normscope-preset', schemaVersion: 1, size: 'square', motion };
  const moving = { ...asked, format: 'gif', preset };
  const first = await answer('report.frame', { request: moving, index: 0 });
  const { kind, scale, figure } = drawing(first.png);
  expect([kind, scale]).toEqual(['png', 1]);
  expect(figure).toMatchObject({ width: 1080, height: 1080 });
  expect(first.delay).toBeGreaterThan(0);
  const last = await answer('report.frame', { request: moving, index: first.total - 1 });
  expect(last.total).toBe(first.total);
  const beyond = await call('report.frame', { request: moving, index: first.total });
  expect(beyond).toMatchObject({
    ok: false,
    code: 'badRequest',
    message: `Expected a frame from 0 to ${first.total - 1}, got ${first.total}.`,
  });
});

test('a preview has the bytes that would be saved', async () => {
  const host = open(new FakeHost());
  const training = {
    ...{ kind: 'training', momentum: 0.1, freezeFrom: null, channel: 0, step: 1, theme: 'light' },
  };
  const other = { ...page, subject: training };
  await answer('report.export', asked);
  await answer('page.export', other);
  const previews = [await answer('report.preview', asked), await answer('page.preview', other)];
  expect(previews).toEqual(host.saved.map(({ bytes }) => bytes));
});

test('extremes are of what is too large to be drawn cell by cell, and null for what is not', async () => {
  open(new FakeHost());
  expect(await answer('layer.extremes', request)).toEqual({ x: null, y: null });
});

test('a job of no name that is known cannot be cancelled', async () => {
  open(new FakeHost());
  expect(await answer('jobs.cancel', 'job-0')).toBe(false);
});
