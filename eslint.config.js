import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const network = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'];
const vscodeModule = { name: 'vscode', message: 'Only src/host, src/extension.ts and test/vscode may know VS Code.' };

export default defineConfig(
  {
    ignores: [
      'dist/',
      'out/',
      'coverage/',
      '.vscode-test/',
      'test-results/',
      'media/',
      '**/assembly/',
      '**/generated/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/prefer-for-of': 'off',
      'no-restricted-globals': ['error', ...network],
      'no-restricted-imports': ['error', { paths: [vscodeModule] }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/host/**', 'src/extension.ts', 'test/vscode/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it'], package: 'node:test' }] },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'module',
          'require',
          'URL',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'Buffer',
          'AbortController',
          'AbortSignal',
          'fetch',
          'document',
          'location',
          'window',
          'Element',
          'performance',
          'WebAssembly',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
