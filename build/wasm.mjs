// Compiles core/kernels to dist/wasm/kernels.wasm.
import fs from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';
import { inRoot } from './paths.mjs';

const OPTIONS = [
  '--runtime=stub',
  '--importMemory',
  '--sharedMemory',
  '--initialMemory=1',
  '--maximumMemory=65536',
  '--noExportMemory',
  '--enable=simd,threads',
  '--noAssert',
  '-O3',
];

/** Compiles the kernels and writes the module to `file`. */
export async function buildWasm(file = inRoot('dist/wasm/kernels.wasm')) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const entry = 'core/kernels/kernels.ts';
  const out = path.relative(inRoot('.'), file);
  const { error, stderr } = await asc.main([
    entry,
    `--baseDir=${inRoot('.')}`,
    `--outFile=${out}`,
    ...OPTIONS,
  ]);
  if (error) throw new Error(`The kernels do not compile.\n${stderr.toString()}`);
  return file;
}
