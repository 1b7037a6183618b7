import { conditionsOf } from '../../../review/forecast/conditions';
import { condition, effect } from '../../../review/forecast/effect';

const outage = effect('outage', 'no pod is left', [], [condition('the new pod is quick', 'reduced')]);
const undrained = effect('errors-possible', 'no drain', [], [condition('the application drains', 'none')]);
const unprobed = effect('errors-possible', 'no probe', [], [condition('it answers at once', 'none')]);
const harmless = effect('none', 'drains', [], [condition('a node hears late', 'errors-possible')]);

it('tells what a condition leads to with everything else that happens', () => {
  expect(conditionsOf([outage])).toEqual([{ if: 'the new pod is quick', impact: 'reduced' }]);
  expect(conditionsOf([outage, undrained])).toEqual([{ if: 'the new pod is quick', impact: 'errors-possible' }]);
  expect(conditionsOf([harmless])).toEqual([{ if: 'a node hears late', impact: 'errors-possible' }]);
});

it('leaves out what would change nothing for users', () => {
  expect(conditionsOf([undrained, harmless])).toEqual([{ if: 'the application drains', impact: 'none' }]);
  expect(conditionsOf([outage, effect('outage', 'no Service is left', [])])).toEqual([]);
});

it('joins conditions that have to hold together', () => {
  expect(conditionsOf([undrained, unprobed])).toEqual([
    { if: 'the application drains, and it answers at once', impact: 'none' },
  ]);
});

it('takes a condition that several effects name as one', () => {
  const unless = condition('nothing rolls', 'none');
  const both = [undrained, unprobed].map((one) => ({ ...one, conditions: [...one.conditions, unless] }));
  expect(conditionsOf(both)).toEqual([unless]);
});
