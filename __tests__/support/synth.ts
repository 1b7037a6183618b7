import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf/lib/app';
import { TerraformStack } from 'cdktf/lib/terraform-stack';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { temporaryFolder } from './temporary';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

type Blocks = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** A stack as Terraform reads it. */
export interface SynthesizedStack {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
  readonly json: Readonly<Record<string, Json>>;
  readonly resources: Blocks;
}

export interface Synthesized {
  readonly outdir: string;
  readonly stacks: readonly SynthesizedStack[];
  readonly stack: (name: string) => SynthesizedStack;
}

/** One stack with both providers, filled by the test. */
export function synthesizeStack(fill: (stack: TerraformStack) => void): SynthesizedStack {
  const outdir = temporaryFolder();
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, 'test');
  new KubernetesProvider(stack, 'kubernetes', {});
  new DockerProvider(stack, 'docker', {});
  fill(stack);
  app.synth();
  return readStacks(outdir).stack('test');
}

/** All stacks of a folder like `cdktf.out`. */
export function readStacks(outdir: string): Synthesized {
  const stacks = readdirSync(join(outdir, 'stacks'))
    .sort()
    .map((name) => {
      const folder = join(outdir, 'stacks', name);
      const text = readFileSync(join(folder, 'cdk.tf.json'), 'utf8');
      const json = JSON.parse(text) as SynthesizedStack['json'];
      return { name, folder, text, json, resources: (json['resource'] ?? {}) as Blocks };
    });
  const stack = (name: string): SynthesizedStack => {
    const found = stacks.find((one) => one.name === name);
    if (!found) throw new Error(`There is no stack ${name}, only ${stacks.map((one) => one.name).join(', ')}.`);
    return found;
  };
  return { outdir, stacks, stack };
}

/** All resources of a type; a test says how many there are. */
export function resourcesOf(stack: SynthesizedStack, type: string): readonly Json[] {
  return Object.values(stack.resources[type] ?? {});
}

/** The only resource of a type. */
export function theOnly(stack: SynthesizedStack, type: string): Json {
  const found = resourcesOf(stack, type);
  expect(found).toHaveLength(1);
  return found[0] as Json;
}

/** Terraform addresses, sorted: what names the live objects in the state. */
export function addressesOf({ resources }: SynthesizedStack): readonly string[] {
  return Object.entries(resources)
    .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
    .sort();
}

/** Addresses that the configuration mentions and does not declare. */
export function danglingReferences(stack: SynthesizedStack): readonly string[] {
  const declared = new Set(addressesOf(stack));
  const mentioned = [...stack.text.matchAll(/(?:\$\{|")((?:kubernetes|docker)_[a-z0-9_]+\.[A-Za-z0-9_-]+)/g)].map(
    ([, address]) => address as string,
  );
  return mentioned.filter((address) => !declared.has(address));
}

/** Every leaf with its path, metadata of cdktf left out. */
export function leavesOf(value: Json, path = ''): readonly (readonly [path: string, leaf: Json])[] {
  if (value === null || typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '//' ? [] : leavesOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** All files below a folder with their bytes, by relative path. */
export function filesBelow(folder: string, below = ''): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(folder)) return files;
  for (const item of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = join(below, item.name);
    if (item.isDirectory()) for (const [name, bytes] of filesBelow(folder, path)) files.set(name, bytes);
    else files.set(path, readFileSync(join(folder, path), 'latin1'));
  }
  return files;
}
