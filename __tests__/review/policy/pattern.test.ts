import { matches } from '../../../review/policy/pattern';

it.each([
  ['web.x.y', 'web.x.y', true],
  ['web.x.y', 'web.x.yz', false],
  ['web.*', 'web.x.y', true],
  ['*.y', 'web.x.y', true],
  ['*x*', 'web.x.y', true],
  ['a*b*c', 'a1b2c', true],
  ['a*b*c', 'a1c2b', false],
  ['aa*aa', 'aaa', false], // the two ends must not share a letter
  ['*', '', true],
  ['web.x', 'web-x', false], // a dot is a dot
])('%s on %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});
