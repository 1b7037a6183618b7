import type { Review } from '../model';
import { totalOf } from './counts';

/** The review of no plan at all. */
export const emptyReview: Review = {
  verdict: 'routine',
  verdictReasons: [],
  digest: '',
  complete: true,
  counts: totalOf([]),
  stacks: [],
  workloads: [],
  findings: [],
  assumptions: [],
  blindSpots: [],
};
