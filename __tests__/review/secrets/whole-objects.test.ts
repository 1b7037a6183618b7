import { textOf } from '../../../cli/review/outputs';
import { readPlan } from '../../support/read-plan';
import { type Format, renderers } from '../../../review/render/renderers';
import { reviewRelease, reviewWording } from '../../../review/review';
import { collectSecrets } from '../../../review/secrets/collect';
import { recordedPlans, recordedText } from '../../support/recorded-plans';

const planted = 'planted-8fK2q';

interface Loose {
  resource_changes?: { change: { after: object | null } & Record<string, unknown> }[];
  output_changes?: Record<string, unknown>;
}

/** As a module does that takes everything from one sensitive variable; what is planted also stands where no mark is. */
function wholeMarked(name: string): string {
  const plan = JSON.parse(recordedText(name)) as Loose;
  for (const { change } of plan.resource_changes ?? []) {
    change['before_sensitive'] = change['after_sensitive'] = true;
    if (change.after !== null) change.after = { ...change.after, planted };
  }
  const said = { actions: ['create'], before: null, after: `it is ${planted}` };
  return JSON.stringify({ ...plan, output_changes: { ...plan.output_changes, said } });
}

const settings = { source: 'main.ts', width: 80, colour: false };

it.each(recordedPlans)('%s is shown in every format where all of every object is sensitive', (name) => {
  const text = wholeMarked(name);
  const plans = [readPlan(text, { stack: 'shop-web' })];
  const secrets = collectSecrets(plans, reviewWording());
  const review = reviewRelease({ plans, now: new Date('2027-01-01'), secrets });
  const isMarked = text.includes(`"planted":"${planted}"`);
  for (const format of Object.keys(renderers) as Format[]) {
    const shown = textOf(review, format, secrets, settings);
    if (isMarked) expect(shown).not.toContain(planted);
  }
});
