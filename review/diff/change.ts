import { kindOfType } from '../kubernetes-object/types';
import { manifestChange } from '../kubernetes-object/yaml-body';
import type { Change, Difference, Noise, Plan, ResourceChange, Rewritten } from '../model';
import type { ConfigurationIndex } from '../plan/configuration';
import { constructPathOf } from '../plan/construct-paths';
import { field } from '../plan/json';
import { meaningOf } from './action';
import { withoutEchoes } from './manifest-echo';
import { marksOf, secretKeysOf } from './secret-keys';
import { spellingOf } from './spelling';
import type { Expressions } from './unknown';
import { walk } from './walk';

/** One entry of a plan as a change with its differences by meaning. */
export function changeOf(given: ResourceChange, plan: Plan, configuration: ConfigurationIndex): Change {
  const raw = manifestChange(given);
  const { action, replaceOrder } = staysInCluster(raw) ? meaningOf(['forget']) : meaningOf(raw.actions);
  const compared = differencesOf(raw, action, configuration);
  return {
    stack: plan.stack,
    address: raw.address,
    previousAddress: raw.previousAddress === raw.address ? undefined : raw.previousAddress,
    deposed: raw.deposed,
    type: raw.type,
    kind: kindOfType(raw.type, raw.after ?? raw.before),
    provider: raw.provider,
    mode: raw.mode,
    constructPath: constructPathOf(plan.constructPaths, raw.address),
    action,
    replaceOrder,
    reason: raw.actionReason,
    importing: raw.importing,
    ...compared,
    secretKeys: secretKeysOf(raw),
    raw,
  };
}

/** What the provider only applies it never deletes. Source: resourceKubectlManifestDelete of gavinbunny/kubectl 1.19. */
const staysInCluster = ({ type, actions, before }: ResourceChange): boolean =>
  type === 'kubectl_manifest' && actions.join() === 'delete' && field(before, 'apply_only') === true;

interface Compared {
  readonly differences: readonly Difference[];
  readonly noise: Noise;
  readonly rewritten?: readonly Rewritten[];
}

const nothing: Compared = { differences: [], noise: { computed: 0, orderOnly: 0, emptiness: 0, equivalent: 0 } };

function differencesOf(raw: ResourceChange, action: Change['action'], configuration: ConfigurationIndex): Compared {
  // What goes away or is only read has no two sides; a moved or imported object that stays as it is neither.
  if (action === 'delete' || action === 'forget' || action === 'read' || action === 'no-op') return nothing;
  const isNew = raw.before === null;
  const { differences, noise, rewritten } = walk(
    {
      before: isNew ? {} : raw.before,
      after: raw.after ?? {},
      unknown: raw.afterUnknown,
      beforeMarks: isNew ? undefined : marksOf(raw, raw.beforeSensitive),
      afterMarks: marksOf(raw, raw.afterSensitive),
    },
    {
      spelling: spellingOf(raw.type),
      replacePaths: raw.replacePaths,
      configured: expressionsOf(raw.address, configuration),
    },
  );
  const { kept, echoes } = withoutEchoes(raw.type, differences);
  return {
    differences: kept,
    noise: { ...noise, computed: noise.computed + echoes, emptiness: noise.emptiness + raw.flips },
    rewritten: rewritten.length > 0 ? rewritten : undefined,
  };
}

function expressionsOf(address: string, configuration: ConfigurationIndex): () => Expressions {
  let found: Expressions | undefined;
  return () =>
    (found ??= {
      expressions: field(configuration(address), 'expressions'),
      module: /^(?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)*/.exec(address)?.[0] ?? '',
    });
}
