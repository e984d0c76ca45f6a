import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../../build/paths.mjs';
import { npyHeader, readNpy } from '../../core/io/npy.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing on the standard error output but warnings, a line each. */
export const WARNINGS = /^(?:normscope: warning: [^\n]+\n)*$/;

/** The built command line as a child process in a folder of its own, without a display. */
export class CommandLine {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-cli-'));

  #start(words: readonly string[]) {
    return spawn(process.execPath, [inRoot('dist/cli/cli.js'), ...words], {
      cwd: this.folder,
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    });
  }

  /** Kills a command as soon as something is so, or lets it end. */
  async killedWhen(isSo: () => boolean, ...words: readonly string[]): Promise<void> {
    const child = this.#start(words);
    const timer = setInterval(() => isSo() && child.kill('SIGKILL'), 10);
    child.stdout.resume();
    child.stderr.resume();
    await new Promise((resolve) => child.on('close', resolve));
    clearInterval(timer);
  }

  run(...words: readonly string[]): Promise<Outcome> {
    const child = this.#start(words);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, stdout, stderr }));
    });
  }

  path(...parts: readonly string[]): string {
    return path.join(this.folder, ...parts);
  }

  read(name: string): Buffer {
    return fs.readFileSync(this.path(name));
  }

  /** A JSON report, loosely typed: the schema test knows its shape. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json(name: string): any {
    return JSON.parse(this.read(name).toString('utf8'));
  }

  npy(name: string): Tensor & { readonly stored: string } {
    const { tensor, dtype } = readNpy(this.read(name));
    return { ...tensor, stored: dtype };
  }

  /** Writes an array as numpy.save does. @returns the file's name */
  save(
    name: string,
    values: readonly number[],
    shape: readonly number[],
    type: NpyType = '<f8',
  ): string {
    return this.write(name, npyBytes(values, shape, type));
  }

  /** Writes a file. @returns its name */
  write(name: string, bytes: Uint8Array | string): string {
    fs.writeFileSync(this.path(name), bytes);
    return name;
  }

  /** Everything in the folder, temporary files too. */
  files(): string[] {
    return (fs.readdirSync(this.folder, { recursive: true }) as string[]).sort();
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

export type NpyType = '<f2' | '<f4' | '<f8' | '<i8';

function npyBytes(values: readonly number[], shape: readonly number[], type: NpyType): Buffer {
  const width = Number(type[2]);
  const data = Buffer.alloc(values.length * width);
  values.forEach((value, i) => {
    if (type === '<f8') data.writeDoubleLE(value, i * width);
    else if (type === '<f4') data.writeFloatLE(value, i * width);
    else if (type === '<i8') data.writeBigInt64LE(BigInt(value), i * width);
    else data.writeUInt16LE(smallHalf(value), i * width);
  });
  return Buffer.concat([npyHeader(type, shape), data]);
}

/** float16 of 0 or ± a power of two in its normal range: sign and exponent, no fraction. */
function smallHalf(value: number): number {
  if (value === 0) return 0;
  return (value < 0 ? 0x8000 : 0) | ((Math.log2(Math.abs(value)) + 15) << 10);
}

/** The same file with its data column by column, as `numpy.save` writes `numpy.asfortranarray(x)` of a matrix. */
export function asFortran(file: Buffer, rows: number, columns: number): Buffer {
  const start = 10 + file.readUInt16LE(8);
  const width = (file.length - start) / (rows * columns);
  const head = file.subarray(0, start).toString('latin1').replace('False', 'True ');
  const cells: Buffer[] = [];
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) {
      const at = start + (row * columns + column) * width;
      cells.push(file.subarray(at, at + width));
    }
  return Buffer.concat([Buffer.from(head, 'latin1'), ...cells]);
}
