import type { PolicyFile } from './review';

/**
 * The policy of this project's own releases. CI reads the copy on the base branch, so that a pull request can neither
 * waive itself nor run code of its own; a change of this file is a finding there. Fields: docs/how-to/policy.md.
 */
export default {
  providers: {
    // The second of each is what the lab builds where no registry of providers can be reached.
    'hashicorp/kubernetes': '2.38.0 || 2.20.0-dev',
    'kreuzwerker/docker': '3.6.2 || 3.6.2-lab',
  },
  // Whoever takes this away takes orders away that customers have placed.
  protected: ['production-database.kubernetes_stateful_set_v1.*'],
  waivers: [],
} satisfies PolicyFile;
