import { releaseOf } from '../../../review/review';
import { deployment, metadata, service } from '../../support/kubernetes-values';
import { deleted, unchanged, type Entry, type Extras } from '../../support/plan-builder';
import { cluster, read } from './release';

const web = unchanged('kubernetes_deployment_v1.web', deployment());
const way = (after: 'stays' | 'goes'): Entry =>
  after === 'stays'
    ? unchanged('kubernetes_service_v1.web', service())
    : deleted('kubernetes_service_v1.web', service());

/** Stack and impact of every workload that stacks with these clusters touch. */
function touched(eu: Extras, us: Extras, where: 'in us' | 'in both'): readonly string[] {
  const { plans } = read([
    { stack: 'eu', entries: [web, way(where === 'in both' ? 'goes' : 'stays')], extras: eu },
    { stack: 'us', entries: [web, way('goes')], extras: us },
  ]);
  return releaseOf(plans).workloads.map(({ stack, forecast }) => `${stack} ${forecast.impact}`);
}

it('W6 what happens in one cluster is nothing to the same names in another', () => {
  expect(touched(cluster('eu'), cluster('us'), 'in us')).toEqual(['us outage']);
  expect(touched(cluster('eu'), cluster('us'), 'in both')).toEqual(['eu outage', 'us outage']);
});

it('W6 stacks that may go to one cluster are one world', () => {
  expect(touched(cluster('eu'), cluster('eu'), 'in us')).toEqual(['eu outage', 'us outage']);
  expect(touched({}, cluster('us'), 'in us')).toEqual(['eu outage', 'us outage']);
});

it('W6 references are looked up in their own cluster', () => {
  const reads = deployment({ pod: { volume: [{ name: 'settings', config_map: [{ name: 'settings' }] }] } });
  const settings = deleted('kubernetes_config_map_v1.settings', { metadata: metadata('settings'), data: { a: '1' } });
  const danglingIn = (other: string): number => {
    const { plans } = read([
      { stack: 'eu', entries: [unchanged('kubernetes_deployment_v1.web', reads)], extras: cluster('eu') },
      { stack: 'us', entries: [settings], extras: cluster(other) },
    ]);
    return releaseOf(plans).dangling.length;
  };
  expect([danglingIn('us'), danglingIn('eu')]).toEqual([0, 1]);
});
