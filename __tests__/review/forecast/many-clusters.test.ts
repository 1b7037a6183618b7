import { releaseOf } from '../../../review/review';
import { deployment, service } from '../../support/kubernetes-values';
import { deleted, unchanged, type Entry, type Extras } from '../../support/plan-builder';
import { read } from './release';

/** A provider for each of so many clusters, and which of them each address has. */
const providers = (count: number, keys: { readonly [address: string]: string } = {}): Extras => ({
  configuration: {
    provider_config: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `kubernetes.c${index}`,
        {
          full_name: 'registry.terraform.io/hashicorp/kubernetes',
          expressions: { host: { constant_value: `https://c${index}` } },
        },
      ]),
    ),
    root_module: {
      resources: Object.entries(keys).map(([address, key]) => ({ address, provider_config_key: key })),
    },
  },
});

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const pods = (index: number): string => `kubernetes_deployment_v1.web_${index}`;
const way = (index: number): string => `kubernetes_service_v1.web_${index}`;

it('W6 the same names gone from the configuration of many clusters take turns: every way in is lost once', () => {
  const clusters = 80;
  const stays = (index: number): boolean => index % 2 === 0;
  const entries = numbers(clusters).flatMap((index): readonly Entry[] => [
    unchanged(pods(index), deployment()),
    stays(index) ? unchanged(way(index), service()) : deleted(way(index), service()),
  ]);
  const keys = Object.fromEntries(
    numbers(clusters).flatMap((index) =>
      [pods(index), ...(stays(index) ? [way(index)] : [])].map((address) => [address, `kubernetes.c${index}`]),
    ),
  );
  const { plans } = read([{ stack: 'all', entries, extras: providers(clusters, keys) }]);
  const touched = releaseOf(plans).workloads.map(({ address, forecast }) => `${address} ${forecast.impact}`);
  const lost = numbers(clusters).filter((index) => !stays(index));
  expect(touched.sort()).toEqual(lost.map((index) => `${pods(index)} outage`).sort());
});

it('W6 the same names gone from the configuration of many clusters are forecast in proportion', () => {
  const clusters = 80;
  const entries = numbers(clusters).flatMap((index) => [
    deleted(pods(index), deployment()),
    deleted(way(index), service()),
  ]);
  const { plans } = read([{ stack: 'all', entries, extras: providers(clusters) }]);
  const started = process.cpuUsage();
  const { workloads } = releaseOf(plans);
  const { user, system } = process.cpuUsage(started);
  expect(workloads.length).toBe(clusters);
  // Of processor time, and generous.
  expect((user + system) / 1e6).toBeLessThan(4);
});
