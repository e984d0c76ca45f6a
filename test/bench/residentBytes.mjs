import fs from 'node:fs';

const read = (file) => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** Ids of all processes with that of their parent, from Linux. */
function parents() {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => [Number(pid), Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0)]);
}

/** Resident bytes of the descendants of a process; memory that several share counts once (Linux's Pss). */
export function residentBytes(ancestor) {
  const all = parents();
  const family = new Set([ancestor]);
  let before = 0;
  while (family.size > before) {
    before = family.size;
    for (const [pid, parent] of all) if (family.has(parent)) family.add(pid);
  }
  family.delete(ancestor);
  const kilobytes = (pid) =>
    Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  return [...family].reduce((sum, pid) => sum + kilobytes(pid) * 1024, 0);
}
