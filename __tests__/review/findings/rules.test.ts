import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findingsOfRule } from '../../../review/findings/find';
import { rules } from '../../../review/findings/rules';
import { type Fixture, releaseOfFixture } from '../../support/release-of';

const folder = join(__dirname, '../../fixtures/findings');

/** A rule's two plans: one that fires it, and a near miss. */
function fixtureOf(id: string): { readonly fires: Fixture; readonly quiet: Fixture } {
  const file = join(folder, `${id}.ts`);
  if (!existsSync(file)) throw new Error(`Rule ${id} needs __tests__/fixtures/findings/${id}.ts with fires and quiet.`);
  return jest.requireActual(file);
}

/** The same plans after they were applied: everything is as the rule does not like it, and nothing changes. */
function asItWas(fixture: Fixture): Fixture {
  const plans = Object.entries(fixture.plans).map(([stack, text]) => {
    const plan = JSON.parse(text);
    const kept = plan.resource_changes.filter(({ change }: { change: { after: unknown } }) => change.after !== null);
    const values = kept.map(({ change, ...parts }: { change: { after: unknown } }) => ({
      ...parts,
      values: change.after,
    }));
    plan.prior_state.values.root_module.resources = values;
    for (const { change } of kept) Object.assign(change, { actions: ['no-op'], before: change.after });
    return [stack, JSON.stringify({ ...plan, resource_changes: kept, resource_drift: [], output_changes: {} })];
  });
  return { ...fixture, plans: Object.fromEntries(plans) };
}

describe.each(rules)('$id', (rule) => {
  it('fires', () => {
    const { fires } = fixtureOf(rule.id);
    const findings = findingsOfRule(rule, releaseOfFixture(fires));
    expect(findings).toHaveLength(fires.findings ?? 1);
    for (const finding of findings) {
      expect(finding.message).toMatch(/^[A-Z\w].*\.$/);
      expect(finding.message).not.toMatch(/undefined|\[object|NaN|null/);
      expect(finding.on).toBe('change');
      expect(finding.fingerprint).toMatch(new RegExp(`^${rule.id}/`));
    }
  });

  it('knows when not to', () => {
    const { fires, quiet } = fixtureOf(rule.id);
    expect(findingsOfRule(rule, releaseOfFixture(quiet))).toEqual([]);
    // A near miss is a plan too, or it would show nothing.
    expect(releaseOfFixture(quiet).stacks.length).toBeGreaterThan(0);
    expect(quiet).not.toEqual(fires);
  });

  it('says of what was so before that it was', () => {
    const { fires } = fixtureOf(rule.id);
    const findings = findingsOfRule(rule, releaseOfFixture(asItWas(fires)));
    if (rule.on === 'either') expect(findings.length).toBeGreaterThan(0);
    // The release itself, its policy and its providers change nothing in an object.
    expect(findings.filter(({ on, address }) => on === 'change' && address !== '')).toEqual([]);
  });
});

it('has at least 40 rules, each under its own id', () => {
  expect(rules.length).toBeGreaterThanOrEqual(40);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

it('keeps no fixture of a rule that is gone', () => {
  const ids = readdirSync(folder).map((name) => name.replace(/\.ts$/, ''));
  expect(ids.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
});
