import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { inRoot } from '../../build/paths.mjs';

const quietly = (read) => {
  try {
    return read();
  } catch {
    return null;
  }
};

/** Bytes of the largest cache, from Linux's description of the first processor. */
const cache = () =>
  quietly(() => {
    const folder = '/sys/devices/system/cpu/cpu0/cache';
    const sizes = fs
      .readdirSync(folder)
      .filter((name) => name.startsWith('index'))
      .map((name) => fs.readFileSync(`${folder}/${name}/size`, 'utf8').trim());
    return `, last-level cache ${sizes.at(-1)}`;
  }) ?? '';

const system = () =>
  quietly(() => /^PRETTY_NAME="(.*)"/m.exec(fs.readFileSync('/etc/os-release', 'utf8'))?.[1]) ??
  os.version();

/** What the numbers depend on, as lines of a list. */
export function machine(versions) {
  const { version } = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8'));
  const commit = quietly(() =>
    execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: inRoot('.'), stdio: 'pipe' }),
  );
  const programs = { Node: process.versions.node, V8: process.versions.v8, ...versions };
  return [
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    `Normscope: ${version}${commit ? ` (${String(commit).trim()})` : ''}`,
    `Processor: ${os.cpus()[0]?.model.trim()}, ${os.availableParallelism()} cores${cache()}`,
    `Memory: ${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    `System: ${system()}, ${os.type()} ${os.release()}, ${os.arch()}`,
    `Versions: ${Object.entries(programs)
      .map((entry) => entry.join(' '))
      .join(', ')}`,
  ];
}
