import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** The tests of the areas that are being changed, and no others: mutants.mjs names them. */
export default defineConfig({
  plugins: [svelte({ configFile: false })],
  test: {
    include: (process.env.NORMSCOPE_MUTANT_TESTS ?? '').split(' '),
    environment: 'node',
    // A slow test is no failed one: the tester ends what hangs.
    testTimeout: 600_000,
  },
});
