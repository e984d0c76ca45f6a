import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../ipc/types.ts';
import { DEFAULT_MEMORY_BYTES, LEAST_MEMORY_BYTES } from './streamFile.ts';
import { writeFileAtomic } from './writeFileAtomic.ts';

const MEBIBYTE = 2 ** 20;

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  language: 'system',
  fontScale: 1,
  memoryLimit: DEFAULT_MEMORY_BYTES / MEBIBYTE,
  session: null,
};

const THEMES: readonly string[] = ['system', 'light', 'dark', 'contrast'];
const LANGUAGES: readonly string[] = ['system', 'en', 'ko'];
const LEAST_MEMORY = LEAST_MEMORY_BYTES / MEBIBYTE;
const MOST_MEMORY = 65_536;
const MOST_SESSION = 4_000_000;

/** Settings out of anything: entries that are missing or broken take their default. */
export function readSettings(value: unknown): Settings {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Partial<
    Record<keyof Settings, unknown>
  >;
  const { theme, language, fontScale, memoryLimit, session } = given;
  return {
    theme: THEMES.includes(theme as string) ? (theme as Settings['theme']) : DEFAULT_SETTINGS.theme,
    language: LANGUAGES.includes(language as string)
      ? (language as Settings['language'])
      : DEFAULT_SETTINGS.language,
    fontScale:
      typeof fontScale === 'number' && fontScale >= 0.8 && fontScale <= 2
        ? fontScale
        : DEFAULT_SETTINGS.fontScale,
    memoryLimit: isMemoryLimit(memoryLimit) ? memoryLimit : DEFAULT_SETTINGS.memoryLimit,
    session: typeof session === 'string' && session.length <= MOST_SESSION ? session : null,
  };
}

function isMemoryLimit(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= LEAST_MEMORY && Number(value) <= MOST_MEMORY;
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
