import { findingsOfRule } from '../../../review/findings/find';
import { secretInClear } from '../../../review/findings/rules/secret-in-clear';
import type { Values } from '../../support/plan-builder';
import { containerPlan } from '../../support/plans';
import { releaseOfFixture } from '../../support/release-of';

const found = (name: string, value: string): readonly string[] =>
  findingsOfRule(secretInClear, releaseOfFixture(containerPlan({}, { env: [{ name, value, value_from: [] }] }))).map(
    ({ subject }) => subject,
  );

it.each([
  ['MYSQL_PWD', 'hunter2-a'],
  ['DB_PASS', 'hunter2-a'],
  ['START', 'serve --token hunter2-a'],
  ['CHECK', 'mysqladmin ping -phunter2-a'],
  ['PGPASS', 'db:5432:shop:web:hunter2-a'],
  ['NETRC', 'machine example.org login web password hunter2-a'],
  ['HEADER', 'Basic dTpw'],
  ['DATABASE', 'Server=db;User Id=web;Password=hunter2-a'],
])('%s=%s is in clear', (name, value) => expect(found(name, value)).toEqual([`web ${name}`]));

it.each([
  ['PWD', '/app'],
  ['START', 'serve --token-file /run/token'],
  ['CHECK', 'mysqladmin ping -p'],
  ['HEADER', 'Basic authentication'],
  ['DATABASE', 'Server=db;User Id=web'],
  ['DATABASE_URL', 'postgres://web:$(SHOP_PW)@db/shop'],
])('%s=%s is none', (name, value) => expect(found(name, value)).toEqual([]));

const inContainer = (after: Values, before: Values = {}) =>
  findingsOfRule(secretInClear, releaseOfFixture(containerPlan(before, after)));

it.each<[string, Values]>([
  ['args', { args: ['serve', '--password=hunter2-a'] }],
  ['args', { args: ['serve', '--token', 'hunter2-a'] }],
  ['args', { command: ['mysqladmin'], args: ['ping', '-phunter2-a'] }],
  ['args', { args: ['migrate', 'postgres://web:hunter2-a@db/shop'] }],
  ['args', { args: ['-c', 'curl -H "X-Api-Key: hunter2-a" http://db'] }],
  ['command', { command: ['sh', '-c', 'PGPASSWORD=hunter2-a exec serve'] }],
  ['command', { command: ['serve', 'ghp_' + 'a1B2'.repeat(9)] }],
  ['readinessProbe', { readiness_probe: [{ exec: [{ command: ['mysqladmin', 'ping', '-phunter2-a'] }] }] }],
  ['preStop', { lifecycle: [{ pre_stop: [{ exec: [{ command: ['leave', '--token', 'hunter2-a'] }] }] }] }],
])('a credential in %s is in clear, and its value is not said: %j', (place, fields) => {
  const findings = inContainer(fields);
  expect(findings).toMatchObject([
    {
      subject: `web ${place}`,
      message: `Container web of Deployment web holds a credential in clear in its ${place}.`,
      on: 'change',
    },
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/hunter2|ghp_/);
});

it.each<[string, Values]>([
  ['an option that names a file', { args: ['serve', '--password-file=/run/password', '--token-path', '/run/token'] }],
  ['a variable that Kubernetes fills in', { args: ['--password=$(PASSWORD)', '--token', '$(TOKEN)'] }],
  ['such a variable inside a URL', { args: ['migrate', 'postgres://web:$(PASSWORD)@db/shop'] }],
  ['a variable of a shell', { command: ['sh', '-c', 'serve --password="$PASSWORD" --token ${TOKEN}'] }],
  ['what a shell reads', { command: ['sh', '-c', 'serve --password=$(cat /run/password) --token="`cat /run/token`"'] }],
  ['the switch of an option', { args: ['--rotate-token=true'] }],
])('%s is none', (_, fields) => expect(inContainer(fields)).toEqual([]));

it('a credential on a command line that stood there before is no change, and one more is', () => {
  const one = { args: ['serve', '--password=hunter2-a'] };
  const two = { args: ['serve', '--password=hunter2-a', '--token=hunter2-b'] };
  expect(inContainer({ ...one, image: 'web:2' }, one)).toMatchObject([{ on: 'state' }]);
  expect(inContainer(two, one)).toMatchObject([{ on: 'change' }]);
});
