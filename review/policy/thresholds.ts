/** Numbers that rules compare with. */
export interface Thresholds {
  /** More workloads than this rolling in one release are too many to watch at once. */
  readonly rollingWorkloads: number;
  /** More changed objects than this in one release are too many to review. */
  readonly changedObjects: number;
  /** A limit or request that falls to this share of what it was, or below, has been cut. */
  readonly resourceCut: number;
  /** A waiver that ends later than this many days from now is no exception but a rule. */
  readonly waiverDays: number;
}

export const defaultThresholds: Thresholds = {
  rollingWorkloads: 10,
  changedObjects: 100,
  resourceCut: 0.5,
  waiverDays: 365,
};
