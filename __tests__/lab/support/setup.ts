import { labEnvironment } from '../../../quickstart/lab';
import { checkout, labCommand, labIsUp, namespace, nodePort, saveRing } from './ring';

/** Brings the lab up if it is not, and prepares a namespace of this checkout's own. */
export default async function setup(): Promise<void> {
  const wasUp = labIsUp();
  labCommand(['lab', 'up']);
  const variables = {
    ...(await labEnvironment(checkout)),
    PLIMSOLL_ENVIRONMENT: 'lab',
    PLIMSOLL_NAMESPACE: namespace,
    PLIMSOLL_NODE_PORT: String(nodePort),
    CI: 'true',
    DISABLE_VERSION_CHECK: '1',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  };
  saveRing({ variables, startedLab: !wasUp });
  labCommand(['bootstrap', '--environment', 'lab'], variables);
}
