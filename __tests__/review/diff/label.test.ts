import { labelOf } from '../../../review/diff/label';

it.each([
  [['build', 0, 'build_args', 'APP_VERSION'], 'build > build args > APP_VERSION'],
  [['data', 'LOG_LEVEL'], 'data > LOG_LEVEL'],
  [['metadata', 0, 'labels', 'my_label'], 'label my_label'],
  [['spec', 0, 'min_ready_seconds'], 'min ready seconds'],
] as const)('a key that is a word of the user keeps its underscores: %j', (path, label) =>
  expect(
    labelOf(
      path,
      path.map((step) => (step === 0 ? '' : undefined)),
    ),
  ).toBe(label),
);
