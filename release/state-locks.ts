import type { CoordinationV1Api, V1Lease } from '@kubernetes/client-node';
import { clusterError } from './cluster-error';
import type { DescribedEnvironment } from './description';
import { shellWord } from './shell-word';
import { stateLeaseOf } from './state-names';

/** Where Terraform's kubernetes backend writes down who holds a lock (source: its client.go, `tfstateLockInfoAnnotation`). */
const whoHolds = 'app.terraform.io/lock-info';

/** The state of a stack that somebody holds: a run that is at work, or one that was killed. */
interface StateLock {
  readonly stack: string;
  readonly id: string;
  /** For instance `OperationTypeApply`; absent when Terraform did not write it down. */
  readonly operation?: string;
  readonly who?: string;
  readonly since?: string;
}

/** Locks on the states of an environment. Another backend than Terraform's kubernetes one keeps them elsewhere, and has none here. */
export async function stateLocks(
  environment: DescribedEnvironment,
  api: CoordinationV1Api,
): Promise<readonly StateLock[]> {
  const leases = await leasesIn(environment, api);
  return environment.stacks.flatMap((stack) => {
    const lease = leases.find(({ metadata }) => metadata?.name === stateLeaseOf(stack.state));
    const id = lease?.spec?.holderIdentity;
    return lease && id ? [{ stack: stack.name, id, ...holderOf(lease) }] : [];
  });
}

async function leasesIn(environment: DescribedEnvironment, api: CoordinationV1Api): Promise<readonly V1Lease[]> {
  const { state } = environment.namespaces;
  try {
    return (await api.listNamespacedLease(state)).body.items;
  } catch (error) {
    throw clusterError(error, { asked: `list Leases in namespace "${state}"`, environment });
  }
}

function holderOf(lease: V1Lease): Partial<StateLock> {
  try {
    const { Operation, Who, Created } = JSON.parse(lease.metadata?.annotations?.[whoHolds] ?? '{}') as {
      readonly [key in 'Operation' | 'Who' | 'Created']?: string;
    };
    return { operation: Operation, who: Who, since: Created };
  } catch {
    // The lock counts even where nobody can read whose it is.
    return {};
  }
}

/** What to do about locks, with the commands that give each of them back. */
export function locksText(
  { name, kubeContext, namespaces, stacks }: DescribedEnvironment,
  locks: readonly StateLock[],
): string {
  const held = locks.map(({ stack, operation = 'an operation', who = 'somebody', since = 'unknown' }) => {
    return `  ${stack}: ${operation} by ${who}, since ${since}`;
  });
  const leases = stacks
    .filter(({ name }) => locks.some(({ stack }) => stack === name))
    .map(({ state }) => stateLeaseOf(state));
  const lab = name === 'lab' ? ['eval "$(npm run -s lab -- env)"'] : [];
  // Context and lock come from outside, and somebody is going to paste them.
  const commands = [
    ...lab,
    `PLIMSOLL_ENVIRONMENT=${name} npx cdktf synth`,
    ...locks.flatMap(({ stack, id }) => [
      `terraform -chdir=cdktf.out/stacks/${stack} init`,
      `terraform -chdir=cdktf.out/stacks/${stack} force-unlock -force ${shellWord(id)}`,
    ]),
  ];
  return [
    locks.length === 1 ? 'The state of a stack is locked:' : 'The states of some stacks are locked:',
    ...held,
    'While that run is at work, wait until it has ended. If it was killed, give its lock back:',
    ...commands.map((command) => `  ${command}`),
    // force-unlock needs a state, and a run that was killed in its very first init left a lock and none.
    'or, with kubectl:',
    `  kubectl --context ${shellWord(kubeContext)} --namespace ${namespaces.state} delete lease ${leases.join(' ')}`,
    'Then run this again.',
  ].join('\n');
}
