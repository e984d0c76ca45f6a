import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULT_SETTINGS, settings as settingsShape, type Settings } from '../../core/settings.ts';
import { eachOr } from '../../core/shape/object.ts';
import { writeFileAtomic } from './writeFileAtomic.ts';

const MEBIBYTE = 2 ** 20;

const kept = eachOr(settingsShape, DEFAULT_SETTINGS);

/** Settings out of anything: entries that are missing or broken take their default. */
export function readSettings(value: unknown): Settings {
  return kept.read(value);
}

/** Bytes of the memory limit. */
export function memoryBytesOf({ memoryLimit }: Settings): number {
  return memoryLimit * MEBIBYTE;
}

/** The settings file: read once, written whole, one write after the other. */
export class SettingsStore {
  readonly #file: string | null;
  #reading: Promise<Settings> | null = null;
  #settings: Settings | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** @param folder  made when it is missing; null keeps the settings in memory only */
  constructor(folder: string | null) {
    this.#file = folder === null ? null : path.join(folder, 'settings.json');
  }

  /** The settings; the defaults when there is no file. A file that is no JSON is set aside as settings.broken.json. */
  async get(): Promise<Settings> {
    this.#reading ??= this.#read();
    const read = await this.#reading;
    return (this.#settings ??= read);
  }

  /** Changes some entries; resolves when they are on disk. */
  async set(patch: Partial<Settings>): Promise<Settings> {
    await this.get();
    // Read again after waiting: another change may have come in between.
    const settings = readSettings({ ...this.#settings, ...patch });
    this.#settings = settings;
    const write = this.#writing.then(() => this.#write());
    this.#writing = write.catch(() => undefined);
    await write;
    return settings;
  }

  async #read(): Promise<Settings> {
    if (this.#file === null) return DEFAULT_SETTINGS;
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch {
      return DEFAULT_SETTINGS;
    }
    try {
      return readSettings(JSON.parse(text));
    } catch {
      await rename(this.#file, this.#file.replace(/\.json$/, '.broken.json')).catch(
        () => undefined,
      );
      return DEFAULT_SETTINGS;
    }
  }

  async #write(): Promise<void> {
    if (this.#file === null) return;
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeFileAtomic(this.#file, `${JSON.stringify(this.#settings, null, 2)}\n`);
  }
}
