import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { ownFileRule } from './build/eslint/ownFileRule.mjs';
import { roomsRule } from './build/eslint/roomsRule.mjs';

const typescript = ['{core,electron,renderer,test}/**/*.ts', '*.config.ts'];
const inSvelte = ['**/*.svelte', '**/*.svelte.ts'];

export default ts.config(
  { ignores: ['dist/', 'release/', 'reports/', 'node_modules/', '**/fixtures/'] },
  // AssemblyScript only looks like TypeScript. Ignored files warn where they are named one by one: these have nothing to lint.
  { files: ['core/kernels/**'], processor: { preprocess: () => [], postprocess: () => [] } },
  js.configs.recommended,
  { files: typescript, extends: [ts.configs.recommendedTypeChecked] },
  { files: ['**/*.svelte'], extends: [ts.configs.recommended] },
  // After TypeScript's: in components Svelte's parser is the outer one.
  ...svelte.configs.recommended,
  { files: inSvelte, languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    files: [...typescript, '**/*.svelte'],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // TypeScript itself knows what is defined.
      'no-undef': 'off',
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: inSvelte,
    rules: {
      // `let` is how runes are declared: Svelte's rule knows which of them change.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // State is replaced, not mutated, so a plain Set or Map is as reactive as it should be.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // Tests read back JSON, whose shape is what they are about.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: ['build/**/*.mjs', 'test/**/*.mjs', 'eslint.config.js'],
    languageOptions: { globals: globals.node },
  },
  {
    // Put into pages of the tests, after the codec.
    files: ['test/e2e/standIn/*.js'],
    languageOptions: { globals: { ...globals.browser, encode: 'readonly', decode: 'readonly' } },
  },
  {
    files: ['{core,electron,renderer}/**/*.{ts,svelte}'],
    plugins: { normscope: { rules: { rooms: roomsRule, 'own-file': ownFileRule } } },
    rules: { 'normscope/rooms': 'error', 'normscope/own-file': 'error' },
  },
  {
    // core is pure: the same input gives the same output, on any machine and at any time.
    files: ['core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'performance', 'setTimeout', 'console', 'process'],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
);
