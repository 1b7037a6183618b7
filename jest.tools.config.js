/** What needs Terraform, Go, a browser or npm: CI workflows run step by step, the page in Chromium, the packed command. */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['**/__tests__/{ci,browser}/**/*.test.ts', '**/__tests__/cli/package.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 300_000,
};
