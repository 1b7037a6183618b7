import { sameDuration, terraformDuration } from '../../kubernetes/durations';

it.each([
  ['60s', '1m', true],
  ['1h30m', '90m', true],
  ['1.5h', '90m', true],
  ['2160h', '2160h0m0s', true],
  ['1m', '1ms', false],
  ['1s', '1', false],
  ['0', '0s', true],
  ['', '0s', false],
])('%s and %s are the same: %s', (one, other, same) => {
  expect(sameDuration(one, other)).toBe(same);
});

it.each([
  [60, '1m'],
  [90, '90s'],
])('%d seconds are written %s', (seconds, text) => {
  expect(terraformDuration(seconds)).toBe(text);
  expect(sameDuration(terraformDuration(seconds), `${seconds}s`)).toBe(true);
});
