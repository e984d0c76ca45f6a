import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Test projects, runnable by name: `npx vitest run --project unit`. */
const quick = (name: string) => ({
  plugins: [svelte({ configFile: false })],
  test: { name, include: [`test/${name}/**/*.test.ts`], environment: 'node' as const },
});

export default defineConfig({
  test: {
    projects: [
      quick('unit'),
      quick('parity'),
      quick('figures'),
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
