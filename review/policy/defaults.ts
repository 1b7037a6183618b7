import { defaultVerdicts } from '../findings/conditions';
import type { Policy } from './policy';
import { defaultThresholds } from './thresholds';

/** What holds where no `plimsoll.config.*` says otherwise. */
export const defaultPolicy: Policy = {
  severities: {},
  thresholds: defaultThresholds,
  verdict: defaultVerdicts,
  protected: [],
  assumptions: [],
  providers: {},
  waivers: [],
  rules: [],
};
