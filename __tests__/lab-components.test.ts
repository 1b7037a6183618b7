import { components } from '../lab/components';
import { inOrder } from '../lab/runner';

describe('the components of the lab', () => {
  it('can be brought into an order', () => {
    expect(inOrder(components)).toHaveLength(components.length);
  });

  it('have names that are good for files and commands', () => {
    const names = components.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z][a-z-]*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('start the cluster only when its node can run pods', () => {
    const order = inOrder(components).map(({ name }) => name);
    expect(order.indexOf('kubelet')).toBeGreaterThan(order.indexOf('containerd'));
    expect(order.indexOf('dns')).toBeGreaterThan(order.indexOf('kube-proxy'));
  });
});
