import { svelte } from '@sveltejs/vite-plugin-svelte';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first: of what is begun last a single core waits for the end. */
const LONGEST = [
  ...['picture', 'explore', 'access', 'handout', 'large', 'cliParity', 'exports', 'classroom'],
  ...['state', 'pseudo', 'files', 'designer', 'presets', 'lessons', 'cliReports', 'shell'],
  ...['desktopSystem', 'dev', 'edit', 'cli'],
  ...['engine/wide', 'service/hostile', 'verify/rows', 'conformance/backEnds'],
  ...['engine/normalizeFast', 'verify/layers', 'verify/pairs'],
];

/** Files that are known to take long come first, the others as they are. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return [...sorted].sort((a, b) => rank(a) - rank(b));
  }
}

/** Test projects, runnable by name: `npx vitest run --project unit`. */
const quick = (name: string) => ({
  plugins: [svelte({ configFile: false })],
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    environment: 'node' as const,
    // Left to itself it keeps one core free, which is half of a small machine.
    maxWorkers: availableParallelism(),
    // Time is measured by the bench; here it only ends what hangs.
    testTimeout: 60_000,
  },
});

/** Tests of the built program in Chromium, two files at a time, in one of its hosts. */
const slow = (name: string, files: readonly string[], host: 'web' | 'desktop') => ({
  test: {
    name,
    include: files.map((file) => `test/e2e/${file}.test.ts`),
    environment: 'node' as const,
    env: { NORMSCOPE_E2E_HOST: host },
    maxWorkers: 2,
    // A browser on a busy machine fails now and then: once more tells it from a fault. What needed it is listed.
    retry: 1,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      quick('unit'),
      quick('parity'),
      quick('figures'),
      slow('e2e', ['**/*'], 'web'),
      // What both hosts must do alike, once more in the desktop's main process.
      slow('e2e-desktop', ['explore', 'state', 'large', 'checkpoint', 'verify', 'make'], 'desktop'),
    ],
  },
});
