/**
 * Arrows point one way. Each folder has one line on what it does not know; whatever is not listed under `may` is refused.
 * `effects: false` also forbids Node modules that touch the world.
 */
const arrows = {
  kubernetes: { may: [], effects: false }, // Kubernetes' own arithmetic; knows no plan, no construct, no cluster
  review: { may: ['kubernetes'], effects: false }, // knows no file, clock, process, cluster or environment
  constructs: { may: ['kubernetes'] }, // knows no environment, no plan
  environments: { may: [] }, // knows no construct
  stacks: { may: ['constructs', 'environments'] }, // knows no command, no cluster
  release: { may: ['review', 'kubernetes'] }, // knows no command line, no stack class
  lab: { may: [] }, // knows no stack, no release
  cli: { may: ['release', 'review', 'lab'] }, // knows no Terraform, no Kubernetes
  load: { may: [] }, // knows an address and a rate, no cluster
  quickstart: { may: ['release', 'load'] }, // drives cdktf and the lab as a user would, knows no stack class
  proof: { may: ['review', 'kubernetes', 'release', 'load', 'quickstart'] }, // runs what the documentation claims, and keeps what it saw
  bench: { may: ['review', 'kubernetes', 'release', 'lab', 'proof'] },
};

const folders = Object.keys(arrows);

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'nothing-imports-the-top',
      severity: 'error',
      from: { path: `^(${folders.join('|')})/` },
      to: { path: '^main\\.ts$' },
    },
    ...folders.map((folder) => ({
      name: `${folder}-knows-only-its-own`,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: {
        path: `^(${folders.filter((other) => other !== folder && !arrows[folder].may.includes(other)).join('|')})/`,
      },
    })),
    ...folders
      .filter((folder) => arrows[folder].effects === false)
      .map((folder) => ({
        name: `${folder}-has-no-effects`,
        severity: 'error',
        from: { path: `^${folder}/` },
        to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|util|buffer)$' },
      })),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
  },
};
