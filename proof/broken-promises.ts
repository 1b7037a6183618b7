/** Ways to break what a release promises, each as one edit of the source, with the test of the ring that must notice. */
export interface BrokenPromise {
  readonly name: string;
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** Part of the names of the tests of which at least one has to fail. */
  readonly noticedBy: readonly string[];
}

export const brokenPromises: readonly BrokenPromise[] = [
  {
    name: 'readiness probe removed',
    edits: [
      { file: 'constructs/web-service.ts', from: 'readinessProbe: probeOf(', to: 'readinessProbe: void probeOf(' },
    ],
    noticedBy: ['releases version 2 under load', 'takes pods without a database out of the Service'],
  },
  {
    name: 'drain removed',
    edits: [
      { file: 'constructs/web-service-props.ts', from: 'preStopSeconds: 5,', to: 'preStopSeconds: 0,' },
      { file: 'stacks/web.ts', from: 'const servingSeconds = 5;', to: 'const servingSeconds = 0;' },
    ],
    noticedBy: ['releases version 2 under load'],
  },
  {
    name: 'maxUnavailable raised to 1',
    edits: [{ file: 'constructs/web-service-props.ts', from: "maxUnavailable: '0' }", to: "maxUnavailable: '1' }" }],
    noticedBy: ['releases version 2 under load'],
  },
  {
    name: 'web pods no longer wait for the migration',
    edits: [{ file: 'stacks/web.ts', from: 'after: [this.migration.job],', to: '' }],
    noticedBy: ['releases version 2 under load', 'ended the migration before the first pod'],
  },
];
