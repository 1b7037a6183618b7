/** The pure and synth rings: no lab, root, network or Terraform. `npm run test:lab` runs the real ring. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/__tests__/lab/', '/__tests__/(ci|browser)/', '/__tests__/cli/package'],
  transform: { '\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/__tests__/tsconfig.json' }] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdktf.out/'],
  maxWorkers: 2,
  workerIdleMemoryLimit: '512MB',
};
