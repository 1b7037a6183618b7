import type { Change, Path } from '../model';

/**
 * The first changed path inside the pod template, in a reviewer's words; undefined when the template stays. Elements that
 * only change places count: the controllers compare templates in order. Source: EqualIgnoreHash in
 * `deployment/util/deployment_util.go`.
 */
export function templateTrigger(change: Change | undefined): string | undefined {
  if (change === undefined || change.action !== 'update') return undefined;
  const changed = change.differences.filter(({ path }) => isTemplate(path));
  const image = changed.find(({ path }) => path.at(-1) === 'image');
  const first = image ?? changed[0];
  if (first !== undefined) return first.label;
  const moved = change.reordered?.find(isTemplate);
  return moved === undefined
    ? undefined
    : `order of ${moved.filter((step) => typeof step === 'string').at(-1) ?? 'a list'}`;
}

/** `object` is what the provider read back; what the user wants stands in `manifest`. */
function isTemplate(path: Path): boolean {
  const steps = path.filter((step) => typeof step === 'string');
  const from = steps[0] === 'manifest' ? 1 : 0;
  return steps[from] === 'spec' && steps[from + 1] === 'template';
}
