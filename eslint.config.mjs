import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const rootImportsCostFourTimesTheStartUp = {
  paths: [
    { name: 'cdktf', message: 'Import from cdktf/lib/<file>: the package root costs four times the start-up.' },
    { name: '@cdktf/provider-kubernetes', message: 'Import from @cdktf/provider-kubernetes/lib/<resource>.' },
    { name: '@cdktf/provider-docker', message: 'Import from @cdktf/provider-docker/lib/<resource>.' },
  ],
};

const oneWayToACluster = {
  property: 'makeApiClient',
  message: 'Use clientOf of release/kube-config: any other client waits for minutes on a cluster that does not answer.',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'coverage/',
      'cdktf.out/',
      'plimsoll.out/',
      '**/node_modules/',
      'app/**/dist/',
      '__tests__/fixtures/',
      '__tests__/goldens/',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', rootImportsCostFourTimesTheStartUp],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['release/kube-config.ts', '__tests__/**'],
    rules: { 'no-restricted-properties': ['error', oneWayToACluster] },
  },
  {
    files: ['review/**/*.ts', 'kubernetes/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'process', 'console', 'fetch', 'setTimeout', 'setInterval'] },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
