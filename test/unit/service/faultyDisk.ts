import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Files = typeof fs.promises;

/** An error of the system, by its code. */
export const systemError = (code: string) => Object.assign(new Error(code), { code });

/** Does work while some calls of node:fs/promises answer otherwise, everywhere in this process. */
export async function withFiles<T>(changed: Partial<Files>, work: () => Promise<T>): Promise<T> {
  const before = { ...fs.promises };
  Object.assign(fs.promises, changed);
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    Object.assign(fs.promises, before);
    syncBuiltinESMExports();
  }
}

/** A disk on which files can be made, and which has no room for their content. */
export function onFullDisk<T>(work: () => Promise<T>): Promise<T> {
  const { open } = fs.promises;
  const full: Files['open'] = async (...args) => {
    const handle = await open(...args);
    handle.writeFile = () => Promise.reject(systemError('ENOSPC'));
    return handle;
  };
  return withFiles({ open: full }, work);
}
