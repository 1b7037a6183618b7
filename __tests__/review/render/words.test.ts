import { imageChange } from '../../../review/render/document/words';

it.each([
  ['a/web:1.0.0', 'a/web:1.1.0', '1.0.0 -> 1.1.0'],
  ['r.example:5000/web:1', 'r.example:5000/web:2', '1 -> 2'],
  ['web@sha256:0f', 'web@sha256:1e', 'sha256:0f -> sha256:1e'],
  ['web:1', 'shop:1', 'web:1 -> shop:1'],
  ['web', 'web:1', 'web -> web:1'],
])('from %s to %s reads %s', (before, after, text) => {
  expect(imageChange(before, after)).toBe(text);
});
