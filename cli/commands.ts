import type { Command } from './command';

/** In the order of `--help`. Loaded only when called, so that one command does not pay for the others. */
export const commands: readonly {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
  /** It works with the project's own stacks or lab, which the package does not hold. */
  readonly inCheckout?: true;
}[] = [
  {
    name: 'review',
    summary: 'read Terraform plans and say what a release does to users',
    load: async () => (await import('./commands/review.js')).review,
  },
  {
    name: 'comment',
    summary: 'post a review on a pull request, one comment per environment',
    load: async () => (await import('./commands/comment.js')).comment,
  },
  {
    name: 'lab',
    summary: 'a real cluster, registry and Docker engine on this machine',
    load: async () => (await import('./commands/lab.js')).lab,
    inCheckout: true,
  },
  {
    name: 'bootstrap',
    summary: 'prepare a cluster for the first release of an environment',
    load: async () => (await import('./commands/bootstrap.js')).bootstrap,
    inCheckout: true,
  },
];
