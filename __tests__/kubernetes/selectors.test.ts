import { type Requirement, selects } from '../../kubernetes/selectors';

const labels = { app: 'web', tier: 'front' };

it.each([
  [{}, true],
  [{ app: 'web' }, true],
  [{ app: 'web', tier: 'front' }, true],
  [{ app: 'api' }, false],
  [{ app: 'web', version: '2' }, false],
])('labels %j picked: %s', (matchLabels: Record<string, string>, picked) => {
  expect(selects({ matchLabels, matchExpressions: [] }, labels)).toBe(picked);
});

it.each<[string, string, readonly string[], boolean]>([
  ['app', 'In', ['api', 'web'], true],
  ['app', 'In', ['api'], false],
  ['version', 'In', ['2'], false],
  ['app', 'NotIn', ['api'], true],
  ['app', 'NotIn', ['web'], false],
  ['version', 'NotIn', ['2'], true],
  ['tier', 'Exists', [], true],
  ['version', 'Exists', [], false],
  ['version', 'DoesNotExist', [], true],
  ['tier', 'DoesNotExist', [], false],
  ['tier', 'Near', ['front'], false],
])('%s %s %j picked: %s', (key, operator, values, picked) => {
  const requirement: Requirement = { key, operator, values };
  expect(selects({ matchLabels: { app: 'web' }, matchExpressions: [requirement] }, labels)).toBe(picked);
});
