import { healthy, unhealthy, type Component } from '../component';
import { issueMissing, missingCertificates } from '../pki';

export const certificates: Component = {
  name: 'certificates',
  purpose: "a certificate authority of the lab's own, so that every connection is encrypted",
  needs: [],
  usualSeconds: 1,
  limitSeconds: 30,
  check: async ({ paths }) => {
    const missing = missingCertificates(paths);
    return missing.length === 0 ? healthy : unhealthy(`not there yet: ${missing.join(', ')}`);
  },
  start: ({ paths }) => issueMissing(paths),
};
