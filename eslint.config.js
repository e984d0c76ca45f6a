import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { roomsRule } from './build/eslint/roomsRule.mjs';

const typed = [
  'core/**/*.ts',
  'electron/**/*.ts',
  'renderer/**/*.ts',
  'test/**/*.ts',
  '*.config.ts',
];

export default ts.config(
  // core/kernels is AssemblyScript, which only looks like TypeScript.
  { ignores: ['dist/', 'release/', 'reports/', 'node_modules/', 'core/kernels/', '**/fixtures/'] },
  js.configs.recommended,
  { files: typed, extends: [ts.configs.recommendedTypeChecked] },
  ...svelte.configs.recommended,
  {
    files: ['renderer/**/*.svelte', 'renderer/**/*.svelte.ts'],
    extends: [ts.configs.recommended],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: [...typed, '**/*.svelte'],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['build/**/*.mjs', 'test/**/*.mjs', '*.config.{js,ts}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['core/**/*.ts', 'electron/**/*.ts', 'renderer/**/*.{ts,svelte}'],
    plugins: { normscope: { rules: { rooms: roomsRule } } },
    rules: { 'normscope/rooms': 'error' },
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
