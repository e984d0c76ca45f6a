import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import { tensor, type TensorData } from '../../../core/tensor/tensor.ts';
import type { TensorInfo } from '../../../electron/ipc/types.ts';
import { restoreReport, textOf } from '../../../electron/service/openReport.ts';
import { refuseNewer, reportFrom } from '../../../electron/service/parseReport.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const folder = mkdtempSync(path.join(tmpdir(), 'normscope-restoring-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

type Loose = Record<string, Record<string, unknown>>;

function hold(name: string, data: TensorData, shape = [2, 3], source = `/folder/${name}`) {
  const x = tensor(data, shape, ['N', 'C', 'L'].slice(0, shape.length));
  return given.service.tensors.hold(name, x, 'x = 0', { name, source });
}
const values = Float32Array.of(1, 2, 3, 4, 5, 7);

function request(info: TensorInfo, more: Partial<ComputeRequest> = {}): ComputeRequest {
  return { tensor: info.ref, spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' }, ...more };
}
const layer = (name: LayerName, options = {}, mode: 'train' | 'eval' = 'train') =>
  ({ spec: { layer: name, options, mode } }) as const;

/** The report of a request, changed, as it is read again. */
async function reportOf(asked: ComputeRequest, change: (report: Loose) => void = () => {}) {
  const more = { view: INITIAL_VIEW, format: 'json', scale: 1, language: 'en' } as const;
  const bytes = await given.service.exported({ request: asked, ...more });
  const report = JSON.parse(new TextDecoder().decode(bytes)) as Loose;
  change(report);
  return reportFrom(report, 'r.json');
}

const restored = async (
  asked: ComputeRequest,
  change?: (report: Loose) => void,
  located?: readonly TensorInfo[],
) => {
  const { service } = given;
  const run = (one: ComputeRequest) => service.run(one);
  const report = await reportOf(asked, change);
  return restoreReport(service.tensors, run, report, 'r.json', undefined, located);
};

test('a report finds its tensor by name, file and bytes, and else takes the values that it lists', async () => {
  const info = hold('a.npy', values);
  expect((await restored(request(info))).tensor).toEqual(info);
  const other = await restored(request(info), ({ input }) => (input!['name'] = 'b.npy'));
  expect(other.tensor).toMatchObject({
    name: 'r.json',
    source: 'r.json',
    script:
      'values = json.load(open("r.json"))["input"]["values"]\nx = torch.from_numpy(np.array(values, dtype="float32"))',
  });
  const moved = await restored(request(info), ({ input }) => (input!['source'] = 'c.npy'));
  expect(moved.tensor.ref).not.toEqual(info.ref);
  const changed = await restored(request(info), ({ input }) => (input!['sha256'] = 'f'.repeat(64)));
  expect(changed.tensor.ref).not.toEqual(info.ref);
});

test('a report of an example is about that one, and no other with the same bytes', async () => {
  const { examples } = given.service.tensors;
  const [first, second] = examples;
  const { tensor: found } = await restored(request(first!, layer('RMSNorm')));
  expect(found).toEqual(first);
  const other = ({ input }: Loose) => void (input!['example'] = (second!.ref as { id: string }).id);
  expect((await restored(request(first!, layer('RMSNorm')), other)).tensor.ref.kind).toBe('file');
});

test('a tensor is not the report’s where its type, its axes or their sizes are others', async () => {
  const info = hold('d.npy', values);
  for (const change of [
    { dtype: 'float64' },
    { axes: ['N', 'F'], storedAxes: ['N', 'F'] },
    { shape: [3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    { edits: [[6, 1]] },
  ]) {
    const report = ({ input }: Loose) => void Object.assign(input!, change);
    expect((await restored(request(info), report)).tensor.ref).not.toEqual(info.ref);
  }
  expect((await restored(request(info, { edits: [[5, 1]] }))).tensor).toEqual(info);
});

test('the program of listed values of float64 reads them as that', async () => {
  const info = hold('e.npy', Float64Array.of(0.1, 2, 3, 4, 5, 7));
  const { tensor: held } = await restored(request(info), ({ input }) => (input!['name'] = 'f'));
  expect(held.dtype).toBe('float64');
  expect(held.script).toContain('dtype="float64"');
  expect((await given.service.tensors.get(held.ref)).tensor.data[0]).toBe(0.1);
});

test('values that are fewer than the shape has, or axes, are none', async () => {
  const info = hold('g.npy', values);
  for (const change of [{ values: [1, 2] }, { axes: ['N'] }]) {
    const report = ({ input }: Loose) =>
      void Object.assign(input!, { name: 'h.npy', source: 'h.npy' }, change);
    await expect(restored(request(info), report)).rejects.toMatchObject({
      code: 'reportTensor',
      message:
        'r.json: this report is about h.npy, which is not open as it was then. Open h.npy first, then the report.',
      details: { file: 'r.json', tensor: 'h.npy', source: 'h.npy' },
    });
  }
});

test('a tensor that a person located is the report’s by its bytes, whatever it is called', async () => {
  const info = hold('i.npy', values);
  const located = hold('located.npy', values, [2, 3], '/elsewhere');
  const gone = ({ input }: Loose) => {
    input!['name'] = 'gone.npy';
    delete input!['values'];
  };
  expect((await restored(request(info), gone, [located])).tensor).toEqual(located);
  const wrong = hold('wrong.npy', Float32Array.of(1, 2, 3, 4, 5, 8));
  await expect(restored(request(info), gone, [wrong])).rejects.toMatchObject({
    code: 'reportTensor',
  });
});

test('a report without γ and β is of a new layer, which the output has to confirm', async () => {
  const info = hold('j.npy', values);
  const asked = request(info, { state: { weight: [2, 1, 1] } });
  const without = ({ parameters }: Loose) =>
    void Object.assign(parameters!, { weight: null, bias: null });
  // the output is of another γ
  expect((await restored(asked, without)).tensor.ref).not.toEqual(info.ref);
  expect((await restored(request(info), without)).tensor).toEqual(info);
  // a layer that has none needs no output
  const plain = request(info, layer('BatchNorm1d', { affine: false }));
  const lost = ({ output }: Loose) => (output!['sha256'] = 'f'.repeat(64));
  expect((await restored(plain, lost)).tensor).toEqual(info);
  expect((await restored(asked, lost)).tensor).toEqual(info);
});

test.each([
  ['γ alone', { weight: [2, 1, 1] }],
  ['β alone', { bias: [0, 0, 1] }],
  ['a running mean', { runningMean: [1, 0, 0], runningVar: [1, 1, 1], numBatchesTracked: 0 }],
  ['a running variance', { runningMean: [0, 0, 0], runningVar: [1, 2, 1], numBatchesTracked: 0 }],
  ['batches', { runningMean: [0, 0, 0], runningVar: [1, 1, 1], numBatchesTracked: 4 }],
])('of the state of a layer %s comes back, where it is not a new layer’s', async (_, state) => {
  const info = hold('k.npy', values);
  const asked = request(info, { ...layer('BatchNorm1d', {}, 'eval'), state });
  expect((await restored(asked)).request).toEqual(asked);
});

test('a new layer brings back no state, and only options that are not at their default', async () => {
  const info = hold('l.npy', values);
  const options = { eps: 1e-5, momentum: 0.3, affine: true };
  const { request: again } = await restored(request(info, layer('BatchNorm1d', options)));
  expect(again).toEqual({ tensor: info.ref, ...layer('BatchNorm1d', { momentum: 0.3 }) });
});

test('a layout comes back where it is not the stored one, and so do changed cells', async () => {
  const info = hold(
    'm.npy',
    Float32Array.from({ length: 12 }, (_, i) => i * i),
    [2, 3, 2],
  );
  const asked = request(info, {
    ...layer('LayerNorm'),
    layout: ['N', 'L', 'C'],
    edits: [[3, 0.5]],
  });
  expect((await restored(asked)).request).toEqual(asked);
  const stored = { ...asked, layout: ['N', 'C', 'L'] };
  const { layout: _, ...plain } = asked;
  expect((await restored(stored)).request).toEqual(plain);
  // listed values are those after the change, in the order in which they were fed
  const listed = await restored(asked, ({ input }) => (input!['name'] = 'n'));
  expect(listed.request).not.toHaveProperty('edits');
  expect(listed.request).not.toHaveProperty('layout');
  expect(listed.tensor).toMatchObject({ shape: [2, 2, 3], axes: ['N', 'L', 'C'] });
});

test('view and picture come back where the report has them', async () => {
  const info = hold('o.npy', values);
  const whole = await restored(request(info));
  expect(whole).toMatchObject({ view: INITIAL_VIEW, picture: { language: 'en', scale: 1 } });
  const bare = await restored(request(info), (report) => {
    delete report['view'];
    delete report['picture'];
  });
  expect(Object.keys(bare).sort()).toEqual(['request', 'tensor']);
});

test('a gate comes back with its values', async () => {
  const info = hold('p.npy', values, [2, 1, 3]);
  const gate = { shape: [2, 1, 3], values: [1, 2, 3, 4, 5, 6] };
  const asked = request(info, { ...layer('RMSNormGated'), state: { inputs: { gate } } });
  expect((await restored(asked)).request.state).toMatchObject({ inputs: { gate } });
});

test('a document of a newer version is refused as that, one without a version is not', () => {
  for (const value of [null, 7, 'x', {}, { schemaVersion: '9' }, { schemaVersion: 1 }])
    refuseNewer(value, 'f');
  expect(() => refuseNewer({ schemaVersion: 2 }, 'f')).toThrow(
    'f: a newer version of Normscope made this document: expected schemaVersion 1, got 2. Nothing was changed; open it with a current Normscope.',
  );
  expect(() => reportFrom({ schemaVersion: 1.5 }, 'f')).toThrow(/got 1\.5/);
  expect(() => reportFrom({}, 'f')).toThrow(/^f: expected a JSON report of Normscope\. report\./);
});

test('a document is read up to 64 MiB; what is larger, missing, a folder or a pipe is told by name', async () => {
  writeFileSync(at('a.json'), '{}');
  expect(await textOf(at('a.json'), 'a')).toBe('{}');
  truncateSync(at('a.json'), 64 * 2 ** 20 + 1);
  await expect(textOf(at('a.json'), 'called a')).rejects.toMatchObject({
    code: 'badReport',
    message: 'called a: too large for a JSON report of Normscope.',
    details: { file: 'called a' },
  });
  await expect(textOf(at('none.json'), 'called b')).rejects.toMatchObject({
    code: 'fileMissing',
    message: 'called b: there is no such file. Check the path.',
  });
  await expect(textOf(folder, 'called c')).rejects.toMatchObject({ details: { file: 'called c' } });
  if (process.platform === 'win32') return;
  rmSync(at('pipe.json'), { force: true });
  execFileSync('mkfifo', [at('pipe.json')]);
  await expect(textOf(at('pipe.json'), 'called d')).rejects.toMatchObject({
    message: expect.stringMatching(/^called d: /) as string,
    details: { file: 'called d' },
  });
});
