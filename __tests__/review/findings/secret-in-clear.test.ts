import { findingsOfRule } from '../../../review/findings/find';
import { secretInClear } from '../../../review/findings/rules/secret-in-clear';
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
])('%s=%s is none', (name, value) => expect(found(name, value)).toEqual([]));
