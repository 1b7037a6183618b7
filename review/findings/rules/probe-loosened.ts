import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { at as valueAt, numberAt } from '../../kubernetes-object/value';

const probes = { readinessProbe: 'readiness', livenessProbe: 'liveness' } as const;

/** Defaults of core/v1 Probe. */
const patience = (probe: unknown): number =>
  (numberAt(probe, 'periodSeconds') ?? 10) * (numberAt(probe, 'failureThreshold') ?? 3);

export const probeLoosened: Rule = {
  id: 'probe-loosened',
  severity: 'medium',
  on: 'change',
  what: 'A probe that needs at least twice as long to notice a failure, or that asks less than before',
  why: 'A pod that no longer answers goes on getting traffic for that much longer.',
  remedy: 'Keep period times failure threshold; for slow starts use a startup probe instead.',
  source: 'kubernetes.io/docs: Configure Probes; defaults in core/v1 Probe',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things))
      for (const [key, word] of Object.entries(probes)) {
        const [was, is] = [valueAt(before, key), valueAt(after, key)];
        if (was === undefined || is === undefined) continue;
        const subject = `${name} ${word}`;
        if (patience(is) >= 2 * patience(was))
          yield {
            at,
            subject,
            message: `The ${word} probe of container ${name} in ${at.title} notices a failure after ${patience(is)} s instead of ${patience(was)} s.`,
          };
        else if (valueAt(was, 'httpGet') !== undefined && valueAt(is, 'tcpSocket') !== undefined)
          yield {
            at,
            subject,
            message: `The ${word} probe of container ${name} in ${at.title} asks only whether the port is open, no longer for an answer.`,
          };
      }
  },
};
