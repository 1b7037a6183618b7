/**
 * Plan JSON in the shape that `terraform show -json` writes, small enough to read in a test. Tests hand the text to
 * readPlan, so that nothing goes round the border.
 */
type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value | undefined };
export type Values = { readonly [key: string]: Value | undefined };

export interface Entry {
  readonly address: string;
  readonly previousAddress?: string;
  readonly actions: readonly string[];
  readonly before: Values | null;
  readonly after: Values | null;
  readonly afterUnknown?: Value;
  readonly beforeSensitive?: Value;
  readonly afterSensitive?: Value;
  readonly reason?: string;
  readonly replacePaths?: readonly Value[];
  readonly importing?: string;
  readonly deposed?: string;
  readonly provider?: string;
}

type More = Partial<Omit<Entry, 'address' | 'actions' | 'before' | 'after'>>;

export const created = (address: string, after: Values, more: More = {}): Entry => ({
  address,
  actions: ['create'],
  before: null,
  after,
  ...more,
});
export const updated = (address: string, before: Values, after: Values, more: More = {}): Entry => ({
  address,
  actions: ['update'],
  before,
  after,
  ...more,
});
export const unchanged = (address: string, value: Values, more: More = {}): Entry => ({
  address,
  actions: ['no-op'],
  before: value,
  after: value,
  ...more,
});
export const deleted = (address: string, before: Values, more: More = {}): Entry => ({
  address,
  actions: ['delete'],
  before,
  after: null,
  ...more,
});
export const replaced = (address: string, before: Values, after: Values, more: More = {}): Entry => ({
  address,
  actions: ['delete', 'create'],
  before,
  after,
  ...more,
});

export interface Extras {
  readonly drift?: readonly Entry[];
  readonly outputs?: { readonly [name: string]: Values };
  readonly configuration?: Value;
  readonly priorState?: readonly { readonly address: string; readonly values: Values }[];
  readonly root?: Values;
}

/** One plan as text, entries in the order given. */
export function planText(entries: readonly Entry[], extras: Extras = {}): string {
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    complete: true,
    errored: false,
    resource_changes: entries.map(resourceChange),
    resource_drift: (extras.drift ?? []).map(resourceChange),
    output_changes: extras.outputs ?? {},
    configuration: extras.configuration ?? {},
    prior_state: {
      format_version: '1.0',
      values: {
        root_module: {
          // Terraform lists what a plan leaves alone as a no-op change and in the prior state.
          resources: [
            ...entries
              .filter(({ before }) => before !== null)
              .map(({ address, before }) => ({ address, values: before })),
            ...(extras.priorState ?? []),
          ].map(({ address, values }) => ({ ...partsOf(address), values })),
        },
      },
    },
    ...extras.root,
  });
}

function resourceChange(entry: Entry): object {
  return {
    ...partsOf(entry.address),
    previous_address: entry.previousAddress,
    deposed: entry.deposed,
    provider_name: entry.provider ?? providerOf(entry.address),
    action_reason: entry.reason,
    change: {
      actions: entry.actions,
      before: entry.before,
      after: entry.after,
      after_unknown: entry.afterUnknown ?? {},
      before_sensitive: entry.beforeSensitive ?? {},
      after_sensitive: entry.afterSensitive ?? {},
      replace_paths: entry.replacePaths,
      importing: entry.importing === undefined ? undefined : { id: entry.importing },
    },
  };
}

function partsOf(address: string): { address: string; mode: string; type: string; name: string } {
  const [type = '', name = ''] = address
    .replace(/\[[^\]]*\]/g, '')
    .split('.')
    .slice(-2);
  return { address, mode: 'managed', type, name };
}

const providerOf = (address: string): string =>
  address.includes('docker_')
    ? 'registry.terraform.io/kreuzwerker/docker'
    : `registry.terraform.io/hashicorp/${address.startsWith('kubernetes_') ? 'kubernetes' : (partsOf(address).type.split('_')[0] ?? '')}`;
