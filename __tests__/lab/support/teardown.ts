import { removeEverything } from '../../../proof/forecast/lab-namespace';
import { describeEnvironment } from '../../../release/describe-environment';
import { cdktf, checkout, cluster, forgetRing, labCommand, namespace, ring } from './ring';

/** Leaves the lab as it was: our namespace and states go, and the lab itself only when this run started it. */
export default async function teardown(): Promise<void> {
  if (process.env['LAB_KEEP'] === '1') return;
  const { startedLab, variables } = ring();
  if (startedLab) labCommand(['lab', 'down']);
  else {
    const { code, output } = await cdktf(['destroy', '*', '--auto-approve'], '2.0.0');
    if (code !== 0) process.stderr.write(`The stacks of namespace ${namespace} could not be destroyed:\n${output}\n`);
    await removeEverything(await describeEnvironment(checkout, 'lab', variables), cluster().config);
  }
  forgetRing();
}
