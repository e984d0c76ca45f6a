// Times which layer made y of x, the first time in a process and again: node verifyOnce.mjs 4,6,8 KIND
import { runnerImport } from 'vite';
import { inRoot } from '../../build/paths.mjs';

const [sizes = '', kind = ''] = process.argv.slice(2);
const shape = sizes.split(',').map(Number);
const load = async (file) => (await runnerImport(inRoot(file), { configFile: false })).module;
const { verify } = await load('core/verify/verification.ts');
const { normalize } = await load('core/norm/normalize.ts');
const { manualSeed } = await load('core/random/generator.ts');
const { randn } = await load('core/random/normal.ts');
const { tensor } = await load('core/tensor/tensor.ts');

const x = randn(manualSeed(1), shape);
const made = () => {
  if (kind === 'none') return tensor(x.data.map(Math.sin), shape, x.axes);
  if (kind === 'tanh') return tensor(x.data.map(Math.tanh), shape, x.axes);
  const channels = shape[1];
  const state =
    kind === 'fitted'
      ? {
          weight: Float32Array.from({ length: channels }, (_, c) => 0.5 + c / channels),
          bias: Float32Array.from({ length: channels }, (_, c) => c / channels - 0.5),
        }
      : {};
  const layer = shape.length === 4 ? 'BatchNorm2d' : 'BatchNorm1d';
  return normalize({ layer, options: {}, mode: 'train' }, x, state).output;
};
const y = made();
const once = () => {
  const start = performance.now();
  const { verdict } = verify(x, y);
  return { verdict, micros: (performance.now() - start) * 1000 };
};
const first = once();
// A large pair may take seconds.
const again = Array.from({ length: x.data.length < 2 ** 16 ? 9 : 1 }, () => once().micros);
console.log(JSON.stringify({ verdict: first.verdict, first: first.micros, again }));
