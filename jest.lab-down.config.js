/** Brings a lab up and takes it down, so it runs only where none is up: `npm run test:lab-down`. */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['**/__tests__/lab/down.cycle.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
  verbose: true,
};
