import type { Scenario } from '../scenario';
import { web, webContainer, webRestarted, webSettings, webStrategy } from './objects';

/** Pods of the web service come, go and are exchanged. */
export const rollouts: readonly Scenario[] = [
  { name: 'image-bump', release: 'a new version with its migration', version: '2.0.0', next: [], golden: true },
  {
    name: 'configuration',
    release: 'a setting changes',
    next: webSettings({ SHOP_TITLE: 'Plimsoll shop, spring sale' }),
    golden: true,
  },
  { name: 'replicas-up', release: 'from 3 pods to 5', next: [web({ spec: { replicas: '5' } })] },
  { name: 'replicas-down', release: 'from 3 pods to 2', next: [web({ spec: { replicas: '2' } })], golden: true },
  { name: 'replicas-to-zero', release: 'from 3 pods to none', next: [web({ spec: { replicas: '0' } })] },
  {
    name: 'replicas-up-with-change',
    release: 'from 3 pods to 5, and a setting changes',
    next: [web({ spec: { replicas: '5' } }), ...webSettings({ SHOP_TITLE: 'Plimsoll shop, summer sale' })],
  },
  {
    name: 'single-pod',
    release: 'the only pod is exchanged, with surge',
    start: [web({ spec: { replicas: '1' } })],
    next: [webRestarted],
  },
  { name: 'one-away', release: 'no surge, one pod away', start: [webStrategy('0', '1')], next: [webRestarted] },
  {
    name: 'quarter-of-five',
    release: 'surge and unavailable 25 % of 5 pods',
    start: [web({ spec: { replicas: '5' } }), webStrategy('25%', '25%')],
    next: [webRestarted],
  },
  { name: 'all-away', release: 'no surge, all pods away', start: [webStrategy('0', '100%')], next: [webRestarted] },
  {
    name: 'recreate',
    release: 'strategy Recreate comes with the change',
    next: [web({ spec: { strategy: { type: 'Recreate', rolling_update: null } } }), webRestarted],
  },
  {
    name: 'drain-removed',
    release: 'the new pods have no drain, the old ones still do',
    next: [webContainer({ lifecycle: null })],
  },
  {
    name: 'no-drain',
    release: 'pods without any drain are exchanged',
    start: [webContainer({ lifecycle: null }), ...webSettings({ DRAIN_SECONDS: '0' })],
    next: [webRestarted],
  },
  {
    name: 'probe-removed',
    release: 'no readiness and startup probe any more, and a start of 4 seconds',
    next: [
      webContainer({
        readiness_probe: null,
        startup_probe: null,
        command: ['sh', '-c', 'sleep 4; exec node /app/main.js serve'],
      }),
    ],
    golden: true,
  },
  {
    name: 'drift',
    release: 'somebody has scaled to 5 by hand, and Terraform goes back to 3',
    byHand: ['scale', 'deployment', 'web', '--replicas=5'],
    next: [],
    golden: true,
  },
];
