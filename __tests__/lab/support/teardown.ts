import { cdktf, cluster, labCommand, namespace, ring } from './ring';

/** Leaves the lab as it was: our namespace goes, and the lab itself only when this run started it. */
export default async function teardown(): Promise<void> {
  if (process.env['LAB_KEEP'] === '1') return;
  const { startedLab } = ring();
  if (startedLab) return labCommand(['lab', 'down']);
  const { code, output } = await cdktf(['destroy', '*', '--auto-approve'], '2.0.0');
  if (code !== 0) process.stderr.write(`The stacks of namespace ${namespace} could not be destroyed:\n${output}\n`);
  await cluster().core.deleteNamespace(namespace);
}
