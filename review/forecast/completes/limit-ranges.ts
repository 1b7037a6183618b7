import { quantityInBillionths } from '../../kubernetes-object/parsed';
import { at, entriesAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { allContainers, containersOf } from '../pods/pods';
import type { Subject } from '../subject';
import { sideOf, type When } from '../world';
import { isScoped } from './quotas';

type Rule = { readonly range: string; readonly rule: Json };

/** What limit ranges say of each container of a namespace. */
const rulesOf = ({ worlds, namespace, namespaceAfter }: Subject, when: When = 'after'): readonly Rule[] =>
  worlds[when].all('LimitRange', when === 'before' ? namespace : namespaceAfter).flatMap((range) =>
    listAt(sideOf(range, when), 'spec', 'limits')
      .filter((rule) => textAt(rule, 'type') === 'Container')
      .map((rule) => ({ range: range.name ?? '', rule })),
  );

/**
 * The object is taken, and its pods are not. Source: PodValidateLimitFunc and mergePodResourceRequirements in
 * `plugin/pkg/admission/limitranger/admission.go`.
 */
export function limitBlock(subject: Subject): string | undefined {
  const rules = rulesOf(subject);
  if (rules.length === 0) return undefined;
  return allContainers(subject.podAfter)
    .flatMap((container) =>
      rules.map((rule) => aboveMost(container, rule) ?? belowLeast(container, rule) ?? aboveDefault(container, rule)),
    )
    .find((fault) => fault !== undefined);
}

const amount = (quantity: string): bigint => quantityInBillionths(quantity) ?? 0n;
const nameOfContainer = (container: Json): string => textAt(container, 'name') ?? '';

function aboveMost(container: Json, { range, rule }: Rule): string | undefined {
  for (const [name, most] of entriesAt(rule, 'max')) {
    const limit = textAt(container, 'resources', 'limits', name);
    if (limit !== undefined && amount(limit) > amount(most))
      return `LimitRange ${range} allows ${name} ${most} a container, and ${nameOfContainer(container)} has ${limit}`;
  }
  return undefined;
}

/** A request that is not set is the limit. */
function belowLeast(container: Json, { range, rule }: Rule): string | undefined {
  for (const [name, least] of entriesAt(rule, 'min')) {
    const limit = textAt(container, 'resources', 'limits', name);
    const asked = textAt(container, 'resources', 'requests', name) ?? limit;
    const short = [asked, limit].find((value) => value !== undefined && amount(value) < amount(least));
    if (short !== undefined)
      return `LimitRange ${range} wants ${name} ${least} of a container at least, and ${nameOfContainer(container)} has ${short}`;
  }
  return undefined;
}

/** A container without a limit gets the default one, and a request above a limit is refused. */
function aboveDefault(container: Json, { range, rule }: Rule): string | undefined {
  for (const [name, limit] of [...entriesAt(rule, 'default'), ...entriesAt(rule, 'max')]) {
    const request = textAt(container, 'resources', 'requests', name);
    const given = textAt(container, 'resources', 'limits', name);
    if (given === undefined && request !== undefined && amount(request) > amount(defaultLimit(rule, name) ?? limit))
      return `LimitRange ${range} gives container ${nameOfContainer(container)} a limit of ${name} ${defaultLimit(rule, name) ?? limit}, less than the ${request} it requests`;
  }
  return undefined;
}

/** Source: SetDefaults_LimitRangeItem in `pkg/apis/core/v1/defaults.go`. */
const defaultLimit = (rule: Json, name: string): string | undefined =>
  textAt(rule, 'default', name) ?? textAt(rule, 'max', name);
const defaultRequest = (rule: Json, name: string): string | undefined =>
  textAt(rule, 'defaultRequest', name) ?? defaultLimit(rule, name) ?? textAt(rule, 'min', name);

/** Containers that set no limit start with a lower one than those that run, which nobody sees in their template. */
export function defaultsDoubt(subject: Subject): string | undefined {
  const rules = rulesOf(subject);
  if (rules.length === 0 || subject.before === null) return undefined;
  const known = rulesOf(subject, 'before');
  const running = new Map(allContainers(subject.podBefore).map((one) => [textAt(one, 'name'), one]));
  for (const container of allContainers(subject.podAfter))
    for (const name of ['cpu', 'memory']) {
      if (textAt(container, 'resources', 'limits', name) !== undefined) continue;
      const [given, is] = [known, rules].map((all) =>
        lowest(all.flatMap(({ rule }) => defaultLimit(rule, name) ?? [])),
      );
      const was = textAt(running.get(textAt(container, 'name')), 'resources', 'limits', name) ?? given;
      if (is !== undefined && (was === undefined || amount(is) < amount(was)))
        return `container ${nameOfContainer(container)} starts with the limit of ${name} ${is} that a LimitRange gives it, ${was === undefined ? 'and had none' : `${was} before`}`;
    }
  return undefined;
}

const lowest = (quantities: readonly string[]): string | undefined =>
  [...quantities].sort((one, other) => (amount(one) < amount(other) ? -1 : 1))[0];

/**
 * A quota of a resource wants every container to say how much of it it takes; a limit range may say it in its place, also one
 * that no plan shows. Where pods run without under this quota already, there is one. Source: enforcePodContainerConstraints in
 * `pkg/quota/v1/evaluator/core/pods.go`.
 */
export function quotaDoubt(subject: Subject): string | undefined {
  const { worlds, namespace, namespaceAfter, podBefore, podAfter } = subject;
  const rules = rulesOf(subject);
  for (const quota of worlds.after.all('ResourceQuota', namespaceAfter)) {
    const [was, is] = [sideOf(quota, 'before'), sideOf(quota, 'after')];
    if (isScoped(is)) continue;
    for (const [resource] of entriesAt(is, 'spec', 'hard')) {
      const lacking = containerWithout(podAfter, resource, rules);
      const isKnownToWork =
        namespace === namespaceAfter &&
        textAt(was, 'spec', 'hard', resource) !== undefined &&
        containerWithout(podBefore, resource, rules) !== undefined;
      if (lacking !== undefined && !isKnownToWork)
        return `ResourceQuota ${quota.name ?? ''} wants every container to set ${resource}, ${lacking} does not, and no LimitRange of these plans does in its place`;
    }
  }
  return undefined;
}

/** The container that leaves out what a quota wants. */
function containerWithout(pod: Json | undefined, resource: string, rules: readonly Rule[]): string | undefined {
  const [, part, name] = /^(?:(limits|requests)\.)?(cpu|memory)$/.exec(resource) ?? [];
  if (name === undefined || at(pod, 'resources') !== undefined) return undefined;
  const ofLimits = part === 'limits';
  if (rules.some(({ rule }) => (ofLimits ? defaultLimit : defaultRequest)(rule, name) !== undefined)) return undefined;
  const bare = containersOf(pod).find(
    (container) =>
      textAt(container, 'resources', 'limits', name) === undefined &&
      (ofLimits || textAt(container, 'resources', 'requests', name) === undefined),
  );
  return bare === undefined ? undefined : `container ${nameOfContainer(bare)}`;
}
