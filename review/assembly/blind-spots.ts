import type { Change, Plan } from '../model';
import { indexConfiguration } from '../plan/configuration';
import { listField } from '../plan/json';
import { listed } from '../findings/words';
import { kindNamed, kindOfResource } from '../kinds';

/** What this review cannot see: always what no plan holds, and the rest where it could matter to this release. */
export function blindSpotsOf(
  plans: readonly Plan[],
  changes: readonly Change[],
  hiddenSecrets: number,
): readonly string[] {
  // What an incomplete plan leaves out may well act.
  const acts = changes.some(isActing) || plans.some(({ incomplete }) => incomplete.length > 0);
  const helm = changes
    .filter((change) => isActing(change) && change.type === 'helm_release')
    .map(({ address }) => address);
  const foreign = [...new Set(changes.filter(isForeign).map(typeOf))].sort();
  const strange = [...new Set(changes.filter(isStrange).map(({ type }) => type))].sort();
  const programs = plans.flatMap((plan) => provisionersOf(plan, changes));
  const invoked = plans.reduce((sum, { invocations }) => sum + (invocations?.length ?? 0), 0);
  const unread = [...new Set(plans.flatMap(({ unknownKeys }) => unknownKeys))];
  const untold = plans.filter(({ outputs }) => outputs.some(({ beforeUntold }) => beforeUntold));
  const blind = plans.filter(
    ({ mode, priorState, changes: entries }) =>
      mode === 'normal' && priorState.length === 0 && entries.some(({ before }) => before !== null),
  );
  return [
    ...(acts ? ['Whether the new version works: a plan knows images and settings, not what is in them.'] : []),
    'What happened in the cluster since the plan was made, and what no stack of this release manages.',
    ...(acts ? ['How much room the nodes have, and how long pods take to start.'] : []),
    ...(helm.length > 0
      ? [`What the charts of ${listed(helm)} change: the plan holds their values, not their objects.`]
      : []),
    ...(foreign.length > 0
      ? [
          `What changes of ${listed(foreign, 6)} do to users: there are no forecast rules for ${foreign.length === 1 ? 'this type' : 'these types'}.`,
        ]
      : []),
    ...(strange.length > 0
      ? [`What changes of ${listed(strange, 6)} mean: of these types only deletion and replacement are judged.`]
      : []),
    ...(programs.length > 0 ? [`What the provisioners of ${listed(programs)} do when they run.`] : []),
    ...(invoked > 0
      ? [`What ${invoked === 1 ? 'the provider action' : `${invoked} provider actions`} of this plan will do.`]
      : []),
    ...(untold.length > 0
      ? [
          `What the outputs of ${listed(untold.map(({ stack }) => stack))} were before: up to Terraform 0.13 a plan calls every output new.`,
        ]
      : []),
    ...(unread.length > 0 ? [`Keys of the plan that this version does not know: ${listed(unread, 6)}.`] : []),
    ...(acts && blind.length > 0
      ? [
          `What stands beside the changes in ${listed(blind.map(({ stack }) => stack))}: the plan came without its prior state.`,
        ]
      : []),
    ...(acts && hiddenSecrets > 0
      ? ['Whether the values of secrets are right: it sees only whether they change.']
      : []),
  ];
}

const isActing = ({ mode, action }: Change): boolean => mode === 'managed' && action !== 'no-op' && action !== 'read';

/** Resources that change and of which no kind knows anything; those that exist in the state alone do nothing to anybody. */
const isForeign = (change: Change): boolean =>
  isActing(change) &&
  !/^(terraform_data|null_resource|(random|time|local|tls)_.*)$/.test(change.type) &&
  kindOfResource(change.type) === undefined &&
  kindNamed(typeOf(change)) === undefined;

/** Of a manifest the kind that stands in it. */
const typeOf = ({ type, kind }: Change): string => kind ?? type;

/** Resources whose fields some rule or forecast reads, and those of providers that hold nothing users could notice. */
const understood = /^(kubernetes|kubectl|helm|docker|random|null|time)_|^terraform_data$/;

const isStrange = (change: Change): boolean => isActing(change) && !understood.test(change.type);

/** Resources that change and have a provisioner in the configuration of their module. */
function provisionersOf({ stack, configuration }: Plan, changes: readonly Change[]): readonly string[] {
  const configurationOf = indexConfiguration(configuration);
  return changes
    .filter(
      (change) =>
        isActing(change) &&
        change.stack === stack &&
        change.action !== 'update' &&
        listField(configurationOf(change.address), 'provisioners').length > 0,
    )
    .map(({ address }) => address);
}
