import { holdsUnknown } from '../../kubernetes-object/unknown';
import { listAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { field } from '../../plan/json';
import { runningContainers } from './pods';

/**
 * Why new pods never become ready: a probe asks a port by a name that no port of its container has. The kubelet throws such
 * a result away, so that a liveness probe stays as it began, good, and the two others as they began, bad.
 * Source: doProbe in `pkg/kubelet/prober/worker.go`, ResolveContainerPort in `pkg/probe/util.go`.
 */
export function probeBlock(pod: Json | undefined): string | undefined {
  for (const container of runningContainers(pod)) {
    const ports = field(container, 'ports');
    if (holdsUnknown(ports)) continue;
    const names = new Set(listAt(container, 'ports').map((port) => textAt(port, 'name')));
    for (const probe of ['readinessProbe', 'startupProbe'])
      for (const handler of ['httpGet', 'tcpSocket']) {
        const port = textAt(container, probe, handler, 'port');
        if (port !== undefined && !/^\d+$/.test(port) && !names.has(port))
          return `the ${probe} of container ${textAt(container, 'name') ?? ''} asks port ${port}, and none of its ports has this name: no new pod becomes ready`;
      }
  }
  return undefined;
}
