/** The real ring: Terraform, Docker, registry, Kubernetes, database and traffic on the lab. One test file after the other. */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['**/__tests__/lab/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/__tests__/lab/support/setup.ts',
  globalTeardown: '<rootDir>/__tests__/lab/support/teardown.ts',
  maxWorkers: 1,
  testTimeout: 600_000,
  verbose: true,
};
