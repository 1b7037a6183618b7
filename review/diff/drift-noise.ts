import type { Difference, Json, Side } from '../model';
import { isObject } from '../plan/json';

interface NoiseRule {
  readonly types: RegExp;
  readonly path: RegExp;
  /** Only where nothing was before. */
  readonly filledIn?: true;
  readonly because: string;
}

/** Leaves that move by themselves. Paths are joined by dots. */
const noise: readonly NoiseRule[] = [
  {
    types: /^kubernetes_/,
    path: /(^|\.)metadata\.\d+\.(resource_version|generation|uid|self_link|creation_timestamp)$/,
    because: 'the API server counts every write, status writes too',
  },
  {
    types: /^kubernetes_/,
    path: /(^|\.)annotations\.(deployment\.kubernetes\.io\/revision|deprecated\.daemonset\.template\.generation|control-plane\.alpha\.kubernetes\.io\/leader)$/,
    because: 'controllers number their rollouts in annotations',
  },
  { types: /^kubernetes_/, path: /^status(\.|$)/, because: 'status is what the cluster reports, not what is wanted' },
  {
    types: /^kubernetes_/,
    path: /^(wait_for_[a-z_]+|timeouts(\.|$)|id$)/,
    because: 'settings of the provider itself, filled in when it learns new ones',
  },
  {
    types: /^kubernetes_(default_)?service_account/,
    path: /^(default_secret_name|secret\.\d+)/,
    because: 'token Secrets are made by the cluster, and no longer since 1.24',
  },
  {
    types: /^kubernetes_persistent_volume/,
    path: /annotations\.pv\.kubernetes\.io\//,
    because: 'the volume controller notes its binding',
  },
  {
    types: /^kubernetes_persistent_volume_claim/,
    path: /annotations\.volume\.(beta\.)?kubernetes\.io\//,
    because: 'as above',
  },
  {
    types: /^kubernetes_(job|cron_job)/,
    path: /(^|\.)(completion_mode|selector(\.\d+)?|termination_message_policy|scheduler_name)$/,
    filledIn: true,
    because: 'the provider stores a new Job without what the API server fills in, and reads that with the next plan',
  },
  {
    types: /^docker_(image|registry_image)$/,
    path: /^(id|image_id|repo_digest|sha256_digest)$/,
    because: 'ids of the local engine, which forgets images; the registry keeps them',
  },
];

export function isNoise(type: string, { path, before, after }: Pick<Difference, 'path' | 'before' | 'after'>): boolean {
  const joined = path.join('.');
  const known = noise.some(
    (rule) => rule.types.test(type) && rule.path.test(joined) && (rule.filledIn !== true || isNothing(before)),
  );
  // A map may come as a whole, as annotations do where there were none.
  return (
    known ||
    (isNothing(before) &&
      isMapOf(after, (key, value) => isNoise(type, { path: [...path, key], before, after: { kind: 'value', value } })))
  );
}

function isMapOf(side: Side, holds: (key: string, value: Json) => boolean): boolean {
  const entries = side.kind === 'value' && isObject(side.value) ? Object.entries(side.value) : [];
  return entries.length > 0 && entries.every(([key, value]) => holds(key, value));
}

/** The local engine forgets images; the registry keeps them. */
export const isNoiseWhenGone = (type: string): boolean => type === 'docker_image';

const isNothing = (side: Side): boolean => side.kind === 'absent' || (side.kind === 'value' && side.value === '');
