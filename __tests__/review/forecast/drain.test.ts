import { container, deployment } from '../../support/kubernetes-values';
import { updated } from '../../support/plan-builder';
import { forecast } from './release';

const image = 'registry.example/web:2.0.0-0123456789ab';

/** What users feel while pods with this preStop stop. */
const impactOf = (...command: readonly string[]): string => {
  const side = (more: Record<string, string> = {}) =>
    deployment({ containers: [container({ lifecycle: [{ pre_stop: [{ exec: [{ command }] }] }], ...more })] });
  return forecast([updated('kubernetes_deployment_v1.web', side(), side({ image }))]).impact;
};

it.each([
  [['sleep 30']],
  [['echo', 'sleep', '30']],
  [['/drain.sh', 'sleep', '30']],
  [['sleep', '15', '&']],
  [['sh', '-c', 'sleep', '15']],
  [['sh', '-c', 'echo sleep 30']],
  [['sh', '-c', 'sleep 15 & nginx -s quit']],
  [['/bin/sh', '-c', 'sleep 15 >/dev/null 2>&1 &']],
  [['/bin/sh', '-c', '(sleep 15; nginx -s quit) &']],
  [['bash', '-ec', '# sleep 5\nnginx -s quit']],
])('I2 %j does not wait', (command) => expect(impactOf(...command)).toBe('errors-possible'));

it.each([
  [['/bin/sleep', '5']],
  [['busybox', 'sleep', '5']],
  [['sleep', '5s']],
  [['sh', '-c', 'sleep 5']],
  [['/usr/bin/env', 'bash', '-ec', 'sleep 5 && nginx -s quit']],
  [['sh', '-c', 'sleep 5 2>&1; nginx -s quit']],
  [['sh', '-c', 'echo waiting; exec /bin/sleep 5']],
  [['sh', '-c', 'nginx -s quit & sleep 5']],
  [['sh', '-c', 'if test -e /tmp/up; then sleep 5; fi']],
  [['sh', '-c', '(sleep 5) && nginx -s quit']],
])('I2 %j waits', (command) => expect(impactOf(...command)).toBe('none'));
