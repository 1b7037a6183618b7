import { readFileSync } from 'node:fs';

interface Module {
  readonly root_module: { readonly resources: readonly object[] };
}

interface Plan {
  readonly resource_changes: readonly object[];
  readonly planned_values: Module;
  readonly prior_state: { readonly values: Module };
  readonly configuration: Module;
}

/** A Deployment with a new image and its Service, planned by Terraform with the real provider: 25 KB. */
const madeByTerraform = '__tests__/fixtures/plans/kubernetes/image-bump.json';

/** That plan as it would be with so many such Deployments and Services, each under a name of its own. */
export function planOf(workloads: number): object {
  const plan = JSON.parse(readFileSync(madeByTerraform, 'utf8')) as Plan;
  const repeated = (parts: readonly object[]): readonly object[] => {
    const text = JSON.stringify(parts);
    return Array.from(
      { length: workloads },
      (_, index) => JSON.parse(renamed(text, index)) as readonly object[],
    ).flat();
  };
  const repeatedModule = (module: Module): Module => ({
    ...module,
    root_module: { ...module.root_module, resources: repeated(module.root_module.resources) },
  });
  return {
    ...plan,
    planned_values: repeatedModule(plan.planned_values),
    resource_changes: repeated(plan.resource_changes),
    prior_state: { ...plan.prior_state, values: repeatedModule(plan.prior_state.values) },
    configuration: repeatedModule(plan.configuration),
  };
}

/** Everything in it is called `web`: objects, labels, containers, and the resources themselves. */
const renamed = (text: string, index: number): string => text.replace(/(["./])web"/g, `$1web-${index}"`);
