import type { Change, Renderer, Review } from '../model';

/** Version of docs/review.schema.json. A new field keeps it; a removed or changed one raises it. */
const schemaVersion = 1;

/** The review for machines: a gate, a dashboard, a later measurement. docs/review.schema.json describes it. */
export const json: Renderer = {
  format: 'json',
  render: (review) => `${JSON.stringify(jsonOf(review), null, 2)}\n`,
};

function jsonOf({ stacks, ...review }: Review): object {
  return {
    schemaVersion,
    verdict: review.verdict,
    verdictReasons: review.verdictReasons,
    digest: review.digest,
    complete: review.complete,
    counts: review.counts,
    workloads: review.workloads,
    findings: review.findings,
    stacks: stacks.map(({ changes, ...stack }) => ({ ...stack, changes: changes.map(changeOf) })),
    assumptions: review.assumptions,
    blindSpots: review.blindSpots,
  };
}

/** Everything but the plan's own entry, which is neither masked nor ours to publish. */
const changeOf = (change: Change): object => ({ ...change, raw: undefined });
