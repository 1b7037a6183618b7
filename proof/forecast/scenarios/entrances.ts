import type { Scenario } from '../scenario';
import { webPods, webService } from './objects';

const track = (track: string) => webPods({ metadata: { labels: { track } } });
const selecting = (track: string) => webService({ spec: { selector: { track } } });

/** The way in to the web service changes. */
export const entrances: readonly Scenario[] = [
  {
    name: 'selector-matches-nothing',
    release: 'the Service selects no pod any more',
    next: [selecting('nobody')],
  },
  {
    name: 'selector-with-labels',
    release: 'selector and labels change together',
    start: [track('a'), selecting('a')],
    next: [track('b'), selecting('b')],
  },
  {
    name: 'target-port',
    release: 'the Service sends to a port that no pod has',
    next: [webService({ spec: { port: [{ target_port: 'metrics' }] } })],
  },
  {
    name: 'service-type',
    release: 'the Service is no longer reached from outside',
    next: [webService({ spec: { type: 'ClusterIP', port: [{ node_port: null }] } })],
  },
  {
    name: 'service-replaced',
    release: 'another address of the Service, which replaces it',
    next: [webService({ spec: { cluster_ip: '10.96.201.77' } })],
  },
];
