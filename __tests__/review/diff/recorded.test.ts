import { differenceText } from '../../support/difference-text';
import { expectGolden } from '../../support/golden';
import { recordedPlan, recordedPlans } from '../../support/recorded-plans';

it.each(recordedPlans)('says what the recorded plan %s changes', (name) => {
  expectGolden(`differences/${name}.txt`, differenceText(recordedPlan(name)));
});
