import { jsonTexts } from '../../../review/plan/json-texts';

/** What is read of one text. */
const read = (text: string): unknown => jsonTexts(text).values[0];
const head = { format_version: '1.2', terraform_version: '1.11.4' };
const changes = { resource_changes: [{ address: 'a', change: { after: { size: 1 } } }], prior_state: { x: 1 } };

test.each([
  ['an object', { root_module: { resources: [{ values: { size: 1 } }] } }],
  ['a text that looks like what follows it', { text: '},"resource_changes":[' }],
])('planned values that hold %s are left unread', (_, planned) => {
  for (const drift of [{}, { resource_drift: [] }])
    expect(read(JSON.stringify({ ...head, planned_values: planned, ...drift, ...changes }))).toEqual({
      ...head,
      planned_values: {},
      ...drift,
      ...changes,
    });
});

test.each([
  ['hold keys of the plan', { ...head, planned_values: { a: { b: {}, resource_changes: [] } }, ...changes }],
  ['stand in a variable', { ...head, variables: { a: { b: {}, planned_values: { c: {} }, resource_changes: [] } } }],
  ['are followed by something else', { ...head, planned_values: { a: 1 }, prior_state: { x: 1 } }],
])('planned values that %s are read with the rest', (_, plan) => {
  expect(read(JSON.stringify(plan))).toEqual(plan);
});

test('a plan that breaks off behind its planned values is broken', () => {
  const text = JSON.stringify({ ...head, planned_values: { a: 1 }, ...changes });
  expect(jsonTexts(text.slice(0, -5)).broken).toContain(0);
});
