import { verbOf } from '../../cli/commands/lab/verbs';

it.each(['', 'constructor', 'toString', '__proto__', 'UP'])(
  '"%s" is no verb of the lab, and the verbs are named',
  (name) => {
    expect(() => verbOf(name)).toThrow(`lab knows up, down, status, env, logs; "${name}" is none of them.`);
  },
);

it.each(['up', 'down', 'status', 'env', 'logs'])('%s is a verb of the lab', (name) => {
  expect(verbOf(name)).toBeInstanceOf(Function);
});
