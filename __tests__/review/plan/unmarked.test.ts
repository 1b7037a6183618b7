import { reviewRelease } from '../../../review';
import { json } from '../../../review/render/json';
import { created, planText, unchanged } from '../../support/plan-builder';
import { readPlan } from '../../support/read-plan';

/** As Terraform to 0.14 writes it: no mark of what is sensitive. */
const withoutMarks = (text: string): string =>
  JSON.stringify(JSON.parse(text), (key, value: unknown) =>
    /^(before|after)_sensitive$/.test(key) ? undefined : value,
  );

it.each([
  ['random_password', 'result'],
  ['random_password', 'bcrypt_hash'],
  ['local_sensitive_file', 'content'],
])('of a %s the %s is a secret though nothing marks it', (type, name) => {
  const password = unchanged(`${type}.door`, { [name]: 'heron.osprey' });
  const settings = created('kubernetes_config_map_v1.settings', { data: { GREETING: 'heron.osprey' } });
  const plan = readPlan(withoutMarks(planText([password, settings])), { stack: 'shop' });
  const text = json.render(reviewRelease({ plans: [plan], now: new Date('2026-01-01') }), {});
  expect(text).toContain('GREETING');
  expect(text).not.toContain('heron.osprey');
});
