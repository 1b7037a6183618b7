import type { Plan, ProviderUse } from '../../model';
import { oncePer } from '../../once';
import { indexConfiguration } from '../../plan/configuration';
import { textField } from '../../plan/json';

/** Where a provider of a stack acts: in a cluster, of which the plan may not say which one it is. */
export interface Place {
  readonly stack: string;
  /** Of the provider; empty where the plan has none. */
  readonly source: string;
  readonly target: ProviderUse['target'];
}

/** What stands in a cluster, or changes something there. */
export interface Placed {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
}

/**
 * Finds the places where a resource may stand: one, but for what has gone from the configuration or gets its provider
 * in a way that the plan does not show.
 */
export const placesOf = oncePer((plans: readonly Plan[]): ((resource: Placed) => readonly Place[]) => {
  const finders = new Map(plans.map((plan) => [plan.stack, placesIn(plan)]));
  return (resource) => finders.get(resource.stack)?.(resource) ?? [];
});

function placesIn({ stack, providers, configuration }: Plan): (resource: Placed) => readonly Place[] {
  const used = providers.filter(({ source }) => /(^|\/)(kubernetes|kubectl)$/.test(source));
  const places = new Map(
    used.map((use): [ProviderUse, Place] => [use, { stack, source: use.source, target: use.target }]),
  );
  const all = places.size === 0 ? [{ stack, source: '', target: {} }] : [...places.values()];
  const [only] = all;
  if (all.length === 1 && only !== undefined) return () => all;
  const byKey = new Map(used.map((use) => [use.key, use]));
  const configured = indexConfiguration(configuration);
  const ofSource = (name: string): readonly Place[] => {
    const own = used.filter((use) => use.source.split('/').at(-1) === name && !isHandedOn(use));
    return own.length === 0 ? all : own.flatMap((use) => places.get(use) ?? []);
  };
  const candidates = new Map(['kubernetes', 'kubectl'].map((name) => [name, ofSource(name)]));
  return ({ address, type }) => {
    const use = byKey.get(textField(configured(address), 'provider_config_key') ?? '');
    const place = use === undefined || isHandedOn(use) ? undefined : places.get(use);
    return place === undefined ? (candidates.get(type.split('_')[0] ?? '') ?? all) : [place];
  };
}

/**
 * A module's provider without settings is one of a module around it, and older versions of Terraform do not say which.
 * Newer ones name that one in place of it. Source: normalizeModuleProviderKeys in `internal/command/jsonconfig/config.go`.
 */
const isHandedOn = ({ key, target }: ProviderUse): boolean => key.includes(':') && Object.keys(target).length === 0;

/** What tells clusters apart, the surest first: a host takes precedence over whatever a kube configuration says. */
const tellsApart = ['host', 'config_context_cluster', 'config_context'] as const;

/** May these be one cluster? Where a plan does not say to which it goes, or in terms that the other does not use, they may. */
export function mayBeOne(one: Place, other: Place): boolean {
  const setting = tellsApart.find((name) => one.target[name] !== undefined && other.target[name] !== undefined);
  return setting === undefined || one.target[setting] === other.target[setting];
}

/** Are they surely one, since they say the same? */
export const isOne = (one: Place, other: Place): boolean =>
  one === other || (tellsApart.some((name) => one.target[name] !== undefined) && tellsTheSame(one, other));

const tellsTheSame = (one: Place, other: Place): boolean =>
  tellsApart.every((name) => one.target[name] === other.target[name]);
