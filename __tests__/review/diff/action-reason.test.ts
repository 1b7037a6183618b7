import { reviewRelease } from '../../../review';
import { terminal } from '../../../review/render/terminal';
import { planText, type Entry } from '../../support/plan-builder';
import { readPlan } from '../../support/read-plan';

/** What OpenTofu alone writes, of plans that 1.12.6 made. */
it.each([
  ['delete', 'delete_because_enabled_false', 'switched off by lifecycle.enabled'],
  ['forget', 'forgot_because_lifecycle_destroy_in_config', 'it has lifecycle.destroy = false'],
  ['forget', 'forgot_because_lifecycle_destroy_in_state', 'it was applied with lifecycle.destroy = false'],
])('%s: %s is said in words', (action, reason, words) => {
  const entry: Entry = { address: 'a_b.web', actions: [action], before: { x: '1' }, after: null, reason };
  const review = reviewRelease({
    plans: [readPlan(planText([entry]), { stack: 'shop' })],
    now: new Date('2026-01-01'),
  });
  expect(terminal.render(review, { width: 200 })).toContain(`- ${action} a_b.web (${words})`);
});
