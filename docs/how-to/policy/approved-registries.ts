import type { Rule } from '../../../review';

/** A rule of a project's own: every image that a release brings comes from a registry that somebody approved. */
export const approvedRegistries = (registries: readonly string[]): Rule => ({
  id: 'approved-registries',
  severity: 'critical',
  on: 'change',
  what: 'An image from a registry that nobody approved',
  why: 'Whoever may push there decides what our users run.',
  remedy: 'Mirror the image into one of our registries.',
  *check({ workloads }) {
    for (const workload of workloads)
      for (const { container, before, after } of workload.images) {
        const isNew = after !== null && after !== before;
        if (isNew && !registries.some((registry) => after.startsWith(`${registry}/`)))
          yield {
            at: workload,
            subject: container,
            message: `Container ${container} of ${workload.kind} ${workload.name} runs ${after}.`,
          };
      }
  },
});
