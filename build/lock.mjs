import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from './paths.mjs';

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** A lock whose process has ended, or that has no owner after a while, is left over. */
function isLeftOver(file) {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    if (pid) return !isAlive(pid);
    return Date.now() - fs.statSync(file).mtimeMs > 5000;
  } catch {
    return false;
  }
}

/** Runs `work` while no other process of this checkout is inside the same lock. */
export async function withLock(name, work) {
  const file = inRoot(`.cache/${name}.lock`);
  fs.mkdirSync(inRoot('.cache'), { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isLeftOver(file)) fs.rmSync(file, { force: true });
      else await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}
