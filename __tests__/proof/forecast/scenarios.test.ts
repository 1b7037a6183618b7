import { scenarios } from '../../../proof/forecast/scenarios';
import { vary, type Stacks } from '../../../proof/forecast/vary';
import { synthesizeAll } from '../../support/release';

const release = synthesizeAll({ PLIMSOLL_ENVIRONMENT: 'lab', KUBE_CONFIG_PATH: 'set' });
const stacks: Stacks = Object.fromEntries(release.stacks.map(({ name, json }) => [name.replace(/^lab-/, ''), json]));

it('has twelve releases or more, each with a name of its own', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(12);
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});

it.each(scenarios)('$name changes something that the stacks have', ({ start = [], next, version, byHand }) => {
  const added = new Set(['session-key']);
  for (const { stack, type, name } of [...start, ...next])
    if (!added.has(name)) expect(stacks[stack]).toHaveProperty(['resource', type, name]);
  const running = vary(stacks, start);
  const different = JSON.stringify(vary(running, next)) !== JSON.stringify(running);
  expect(different || version !== undefined || byHand !== undefined).toBe(true);
});
