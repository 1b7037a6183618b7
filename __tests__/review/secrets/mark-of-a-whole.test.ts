import { collectSecrets } from '../../../review/secrets/collect';
import { maskReview } from '../../../review/secrets/mask-review';
import { bareReview } from '../../support/bare-review';
import { planText, updated } from '../../support/plan-builder';
import { readPlan } from '../../support/read-plan';

it.each([true, 'yes', 1])('takes %p on a whole object for a mark of all inside it', (mark) => {
  const marks = { beforeSensitive: mark, afterSensitive: mark };
  const plan = readPlan(planText([updated('cloud_thing.x', { pin: '1' }, { pin: '22' }, marks)]), { stack: 's' });
  const [change] = maskReview(bareReview([plan]), collectSecrets([plan])).stacks[0]?.changes ?? [];
  expect(change?.differences.map(({ before, after }) => [before, after])).toEqual([
    [
      { kind: 'masked', size: 1 },
      { kind: 'masked', size: 2 },
    ],
  ]);
});
