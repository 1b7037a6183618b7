/** Takes a lab up and down, and disturbs it, so it runs only where none is up: `npm run test:lab-cycle`. One file after the other. */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['**/__tests__/lab/*.cycle.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
  verbose: true,
};
