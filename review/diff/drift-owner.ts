import type { Difference, Json, Plan, ResourceChange } from '../model';
import { isObject } from '../plan/json';
import { valueAt } from './match-elements';

interface Owner {
  readonly trace: RegExp;
  readonly owner: string;
}

/** Keys of labels and annotations that only one tool writes. */
const traces: readonly Owner[] = [
  { trace: /kubectl\.kubernetes\.io\/restartedAt/, owner: 'kubectl rollout restart' },
  { trace: /kubectl\.kubernetes\.io\/last-applied-configuration/, owner: 'kubectl apply' },
  { trace: /kubernetes\.io\/change-cause/, owner: 'kubectl' },
  { trace: /cert-manager\.io\//, owner: 'cert-manager' },
  { trace: /meta\.helm\.sh\/|helm\.sh\/|app\.kubernetes\.io\/managed-by/, owner: 'Helm' },
  { trace: /argocd\.argoproj\.io\//, owner: 'Argo CD' },
  { trace: /fluxcd\.io\//, owner: 'Flux' },
  { trace: /cattle\.io\//, owner: 'Rancher' },
  { trace: /istio\.io\/|istio-proxy|istio-init/, owner: 'Istio' },
  { trace: /linkerd\.io\/|linkerd-/, owner: 'Linkerd' },
  { trace: /vault\.hashicorp\.com\/|vault-agent/, owner: 'Vault agent injector' },
  { trace: /vpaUpdates|vpaObservedContainers/, owner: 'VerticalPodAutoscaler' },
  { trace: /external-dns\.alpha\.kubernetes\.io\//, owner: 'external-dns' },
  { trace: /cloud\.google\.com\/|eks\.amazonaws\.com\/|service\.beta\.kubernetes\.io\//, owner: 'the cloud provider' },
  { trace: /reloader\.stakater\.com\//, owner: 'Reloader' },
  { trace: /keel\.sh\//, owner: 'Keel' },
];

/** Who probably made a change outside, where the plan shows a trace; undefined where it shows none. */
export function likelyOwner(entry: ResourceChange, difference: Difference, plan: Plan): string | undefined {
  const path = difference.path.join('.');
  // Whole maps and blocks that appeared are searched too, by their keys and names alone.
  const appeared = [difference.after, difference.before].map((side) =>
    side.kind === 'value' ? keysIn(side.value) : '',
  );
  const found = traces.find(
    ({ trace }) => trace.test(path) || trace.test(difference.label) || trace.test(appeared.join()),
  );
  if (found) return found.owner;
  if (/^spec\.0\.replicas$/.test(path)) return scalerOf(entry, plan) ?? 'kubectl scale or an autoscaler';
  if (/ca_bundle$/.test(path)) return 'cert-manager or another certificate injector';
  if (/container\.\d+\.image$/.test(path)) return 'kubectl set image or an image updater';
  if (/container\.\d+\.env/.test(path)) return 'kubectl set env or kubectl edit';
  if (/container\.\d+\.resources/.test(path)) return 'kubectl set resources or a VerticalPodAutoscaler';
  return undefined;
}

function keysIn(value: Json): string {
  if (!isObject(value)) return '';
  const own = Object.entries(value).map(([key, inside]) =>
    key === 'name' && typeof inside === 'string' ? `${key} ${inside}` : key,
  );
  return own.join();
}

/** The autoscaler of the same plan that targets this object. */
function scalerOf(entry: ResourceChange, plan: Plan): string | undefined {
  const name = valueAt(entry.before, 'metadata.0.name');
  const namespace = valueAt(entry.before, 'metadata.0.namespace');
  const scalers = plan.priorState.filter(
    ({ type, values }) => isObject(values) && /^kubernetes_horizontal_pod_autoscaler/.test(type),
  );
  const scaler = scalers.find(
    ({ values }) =>
      valueAt(values, 'spec.0.scale_target_ref.0.name') === name &&
      (valueAt(values, 'metadata.0.namespace') ?? 'default') === (namespace ?? 'default'),
  );
  return scaler && `HorizontalPodAutoscaler ${String(valueAt(scaler.values, 'metadata.0.name'))}`;
}
