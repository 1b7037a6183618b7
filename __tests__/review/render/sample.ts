import type { Change, Finding, Review, Workload } from '../../../review/model';

const counts = {
  create: 0,
  update: 1,
  replace: 1,
  delete: 0,
  move: 0,
  import: 0,
  forget: 0,
  read: 0,
  unknown: 0,
  outputs: 1,
  invoke: 0,
  drifted: 1,
};

/** One review that uses everything a renderer can meet; `text` replaces every value that comes from a plan. */
export function sampleReview(text = (value: string): string => value): Review {
  const change: Change = {
    stack: text('lab-web'),
    address: text('kubernetes_deployment_v1.web'),
    type: 'kubernetes_deployment_v1',
    provider: 'registry.terraform.io/hashicorp/kubernetes',
    mode: 'managed',
    constructPath: text('lab-web/web/deployment'),
    action: 'update',
    differences: [
      {
        path: ['spec', 0, 'replicas'],
        label: text('replicas'),
        before: { kind: 'value', value: 3 },
        after: { kind: 'value', value: 2 },
        forcesReplacement: false,
      },
      {
        path: ['spec', 0, 'env'],
        label: text('container web > env LOG_LEVEL'),
        before: { kind: 'absent' },
        after: { kind: 'value', value: text('debug') },
        forcesReplacement: false,
      },
      {
        path: ['spec', 0, 'key'],
        label: text('container web > env KEY'),
        before: { kind: 'masked', size: 12 },
        after: { kind: 'unknown', cause: text('random_password.key') },
        forcesReplacement: false,
      },
      {
        path: ['metadata', 0, 'note'],
        label: text('annotation note'),
        before: { kind: 'value', value: 'a' },
        after: { kind: 'absent' },
        forcesReplacement: false,
      },
      {
        path: ['data', 'x'],
        label: text('data settings.yaml'),
        before: { kind: 'value', value: 'a\nb' },
        after: { kind: 'value', value: 'a\nc' },
        forcesReplacement: false,
        detail: [
          { mark: ' ', text: text('a') },
          { mark: '-', text: text('b') },
          { mark: '+', text: text('c') },
        ],
      },
    ],
    noise: { computed: 2, orderOnly: 1, emptiness: 3, equivalent: 1 },
    rewritten: [{ path: ['spec', 0, 'env'], label: text('order of container web > env') }],
    raw: {
      address: '',
      mode: 'managed',
      type: '',
      name: '',
      provider: '',
      actions: [],
      before: 'never printed',
      after: null,
      flips: 0,
      afterUnknown: null,
      beforeSensitive: null,
      afterSensitive: null,
      replacePaths: [],
    },
  };
  const workload: Workload = {
    stack: text('lab-web'),
    address: text('kubernetes_deployment_v1.web'),
    constructPath: text('lab-web/web/deployment'),
    kind: 'Deployment',
    namespace: text('shop'),
    name: text('web'),
    action: 'update',
    images: [
      {
        container: text('web'),
        before: text('registry.example:5000/web:1.0.0'),
        after: text('registry.example:5000/web:1.1.0'),
      },
    ],
    forecast: {
      rollout: 'rolling',
      impact: 'errors-possible',
      reasons: [{ text: text('a pod that stops shows no drain'), fields: [text('lifecycle.pre_stop')] }],
      conditions: [{ if: text('the application drains by itself'), impact: 'none' }],
      completes: { state: 'blocked', reason: text('the quota has no room for the surge') },
      trigger: text('container web > image'),
      podsBefore: 3,
      podsAfter: 3,
      lowestAvailable: 3,
      highestRunning: 4,
      highestWithTerminating: 5,
    },
  };
  const finding = (difference: Partial<Finding>): Finding => ({
    id: 'readiness-probe-removed',
    severity: 'high',
    stack: text('lab-web'),
    address: text('kubernetes_deployment_v1.web'),
    subject: text('web'),
    fingerprint: text('readiness-probe-removed/lab-web.kubernetes_deployment_v1.web/web'),
    message: text('Container web loses its readiness probe.'),
    why: text('A pod gets traffic before it can answer.'),
    remedy: text('Keep the probe.'),
    on: 'change',
    waived: null,
    ...difference,
  });
  return {
    verdict: 'needs-approval',
    verdictReasons: [text('1 high finding: readiness-probe-removed on lab-web')],
    digest: `sha256:${'0123456789abcdef'.repeat(4)}`,
    complete: false,
    counts,
    stacks: [
      {
        stack: text('lab-web'),
        counts,
        incomplete: [{ kind: 'partial', message: text('The plan was made with -target.') }],
        changes: [
          change,
          {
            ...change,
            address: text('kubernetes_service_v1.web'),
            action: 'replace',
            replaceOrder: 'delete-first',
            rewritten: undefined,
            reason: text('cannot update in place'),
            differences: [
              {
                path: ['spec'],
                label: text('cluster IP'),
                before: { kind: 'value', value: text('10.0.0.1') },
                after: { kind: 'unknown' },
                forcesReplacement: true,
              },
            ],
          },
          {
            ...change,
            address: text('kubernetes_secret_v1.database'),
            type: 'kubernetes_secret_v1',
            rewritten: undefined,
            differences: [],
            secretKeys: [
              { key: text('password'), state: 'changed', bytesBefore: 12, bytesAfter: 16 },
              { key: text('user'), state: 'same', bytesBefore: 4, bytesAfter: 4 },
              { key: text('token'), state: 'unknown' },
            ],
          },
        ],
        outputs: [
          {
            name: text('url'),
            before: { kind: 'value', value: text('http://a') },
            after: { kind: 'value', value: text('http://b') },
          },
        ],
        drift: [
          {
            stack: text('lab-web'),
            address: text('kubernetes_deployment_v1.web'),
            label: text('replicas'),
            path: ['spec', 0, 'replicas'],
            outcome: 'undone',
            before: { kind: 'value', value: 3 },
            actual: { kind: 'value', value: 5 },
            likelyOwner: text('an HPA'),
          },
        ],
      },
    ],
    workloads: [workload],
    findings: [
      finding({}),
      finding({
        id: 'limits-removed',
        severity: 'low',
        waived: { owner: text('web team'), reason: text('next week'), until: '2027-01-01' },
      }),
    ],
    assumptions: [text('All wanted pods are ready at the start.')],
    blindSpots: [text('Whether the new version works.')],
  };
}
