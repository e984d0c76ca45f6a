import { inRoot } from '../../build/paths.mjs';
import { benchPath, bundledPath } from './paths.mjs';
import { isTiny } from './workloads.mjs';

export const PYTHON = '/usr/bin/python3';
const DIST = inRoot('dist/');

const always = { suits: () => true, why: '', most: Infinity, copies: false };

const onNode = (key, name, file, ...args) => ({
  key,
  name,
  command: process.execPath,
  args: [file, ...args],
  ...always,
});
const onPython = (key, name, ...args) => ({
  key,
  name,
  command: PYTHON,
  args: [benchPath('peers/torch_peer.py'), ...args],
  ...always,
});
/** A copy of a few values would be a call, not a matter of memory. */
const large = { copies: true, suits: (workload) => !isTiny(workload) };
const ours = (name) => bundledPath(`${name}.js`);
const theirs = (name) => benchPath(`peers/${name}.mjs`);

/**
 * Everybody who is timed, each in a process of its own.
 * - suits, why  workloads that it takes, and why not the others; not a word where it means nothing
 * - most        rounds in which it takes part
 * - copies      it moves the tensor only
 */
export const PEERS = [
  { ...onNode('copy', 'memory copy (memcpy), 1 thread', theirs('copy')), ...large },
  { ...onPython('numpy', 'memory copy (NumPy), 1 thread', 'copy'), ...large },
  ...['1 thread', '2 threads'].map((threads) => ({
    ...onNode(
      `simd${threads[0]}`,
      `memory copy (WASM SIMD), ${threads}`,
      ours('simdCopy'),
      DIST,
      threads[0],
    ),
    ...large,
  })),
  onNode('engine1', 'Normscope engine, 1 thread', ours('engine'), DIST, '1'),
  onNode('engine2', 'Normscope engine, 2 threads', ours('engine'), DIST, '2'),
  {
    ...onNode('pool', 'Normscope through the worker pool', ours('pool'), DIST),
    suits: isTiny,
  },
  onNode('typescript', 'plain TypeScript', ours('typescript')),
  onPython('torch1', 'PyTorch, 1 thread', 'torch', '1'),
  onPython('torch2', 'PyTorch, 2 threads', 'torch', '2'),
  onNode('onnx2', 'onnxruntime-node, 2 threads', theirs('onnx'), '2'),
  onNode('tfjsWasm', 'tfjs, wasm', theirs('tfjs'), 'wasm'),
  {
    ...onNode('tfjsCpu', 'tfjs, cpu', theirs('tfjs'), 'cpu'),
    suits: ({ bytes }) => bytes <= 2 ** 24,
    why: 'takes seconds on 12 MiB already',
    most: 1,
  },
  onNode('ndarray', 'ndarray', theirs('ndarray')),
];

/** Against whom the ratios are. */
export const COPY = 'copy';
export const ENGINE = 'engine2';
/** Whose output the others' must be: the reference kernel, which the parity suite compares with PyTorch. */
export const REFERENCE = 'typescript';
