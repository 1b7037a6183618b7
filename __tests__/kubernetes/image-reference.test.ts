import { imageName, isOlder, versionOf } from '../../kubernetes/image-reference';

it.each([
  ['web', { registry: 'docker.io', path: 'web' }],
  ['web:1.0', { registry: 'docker.io', path: 'web', tag: '1.0' }],
  ['team/web:1.0', { registry: 'docker.io', path: 'team/web', tag: '1.0' }],
  ['localhost/web', { registry: 'localhost', path: 'web' }],
  ['registry.example:5000/web', { registry: 'registry.example:5000', path: 'web' }], // a port is no tag
  [
    'registry.example:5000/a/web:1@sha256:0f',
    { registry: 'registry.example:5000', path: 'a/web', tag: '1', digest: 'sha256:0f' },
  ],
])('%s', (reference, parts) => {
  expect(imageName(reference)).toEqual(parts);
});

it.each([
  ['1.9.0', '1.10.0', true],
  ['v2.0', '1.9', false],
  ['1.0', '1.0.0', false],
])('%s is older than %s: %s', (one, other, older) => {
  expect(isOlder(versionOf(one) ?? [], versionOf(other) ?? [])).toBe(older);
});
