import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { DEFAULT_SETTINGS, settings as settingsShape, type Settings } from '../../core/settings.ts';
import { eachOr } from '../../core/shape/object.ts';
import { unwritable } from '../workers/fileError.ts';
import { makeFolder } from './makeFolder.ts';
import { readSmallFile } from './readSmallFile.ts';
import { withFileLock } from './withFileLock.ts';
import { writableTarget, writeFileAtomic } from './writeFileAtomic.ts';

const MEBIBYTE = 2 ** 20;
/** Of the file: a session of Korean text, escaped, and room for entries of later versions. */
const MOST_BYTES = 32 * MEBIBYTE;

const kept = eachOr(settingsShape, DEFAULT_SETTINGS);

/** Settings out of anything: entries that are missing or broken take their default. */
export function readSettings(value: unknown): Settings {
  return kept.read(value);
}

/** Bytes of the memory limit. */
export function memoryBytesOf({ memoryLimit }: Settings): number {
  return memoryLimit * MEBIBYTE;
}

/** The settings file, which other processes change too: a change is merged into what is on disk. */
export class SettingsStore {
  readonly #file: string | null;
  /** Where what else is kept lies; null where nothing is. */
  readonly folder: string | null;
  #settings: Promise<Settings> | null = null;
  #changing: Promise<unknown> = Promise.resolve();
  /** Changes that could not be kept; they hold until the program ends, and are tried again with the next. */
  #unkept: Partial<Settings> = {};

  /** @param folder  made when it is missing; null keeps the settings in memory only */
  constructor(folder: string | null) {
    this.folder = folder;
    this.#file = folder === null ? null : path.join(folder, 'settings.json');
  }

  /** The settings; the defaults when there is no file, or none that can be read. A file that is no JSON is kept as settings.broken.json. */
  get(): Promise<Settings> {
    this.#settings ??= this.#read().then(readSettings, () => DEFAULT_SETTINGS);
    return this.#settings;
  }

  /**
   * Changes some entries; resolves when they are on disk.
   * @throws InputError unwritable; the change holds until the program ends all the same
   */
  set(patch: Partial<Settings>): Promise<Settings> {
    const change = this.#changing.then(() => this.#change(patch));
    this.#changing = change.catch(() => undefined);
    return change;
  }

  /** Resolves when no change is under way. */
  async idle(): Promise<void> {
    await this.#changing;
  }

  async #change(patch: Partial<Settings>): Promise<Settings> {
    const before = await this.get();
    this.#unkept = { ...this.#unkept, ...patch };
    const settings = readSettings({ ...before, ...this.#unkept });
    this.#settings = Promise.resolve(settings);
    if (this.#file === null) return settings;
    const merged = await this.#merge(this.#file, this.#unkept);
    this.#unkept = {};
    this.#settings = Promise.resolve(merged);
    return merged;
  }

  /** Entries that are not in the patch stay as they are on disk, those of a later version too. */
  async #merge(file: string, patch: Partial<Settings>): Promise<Settings> {
    await makeFolder(path.dirname(file));
    const { path: target, present } = await writableTarget(file);
    const merged = async () => {
      const all: Record<string, unknown> = { ...(await this.#read(present)), ...patch };
      const settings = readSettings(all);
      for (const name of Object.keys(patch) as (keyof Settings)[]) all[name] = settings[name];
      await writeFileAtomic(file, `${JSON.stringify(all, null, 2)}\n`);
      return settings;
    };
    return withFileLock(`${target}.lock`, merged).catch((error: unknown) => {
      throw error instanceof InputError ? error : unwritable(file, error);
    });
  }

  /** What is on disk, of whatever kind its entries are. */
  async #read(present: unknown = null): Promise<Record<string, unknown>> {
    if (this.#file === null) return {};
    const text = await readSmallFile(this.#file, MOST_BYTES);
    // What cannot be read is not written over.
    if (text === null && present) throw new Error('what is there cannot be read.');
    if (text === null) return {};
    try {
      const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value as Record<string, unknown>;
    } catch {
      // said below
    }
    await copyFile(this.#file, this.#file.replace(/\.json$/, '.broken.json')).catch(
      () => undefined,
    );
    return {};
  }
}
