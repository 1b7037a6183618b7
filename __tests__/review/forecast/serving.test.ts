import { container, deployment, service } from '../../support/kubernetes-values';
import { unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

/** Which containers users talk to, and so must drain and say when they are ready. */
const front = 'kubernetes_service_v1.web';
const bare = { lifecycle: [], readiness_probe: [], startup_probe: [] };
const port = (number: number): Values => ({ port: [{ container_port: number, name: `p${number}`, protocol: 'TCP' }] });
const none = { port: [] };

const roll = (
  containers: readonly Values[],
  sidecars: readonly Values[] = [],
  targets: readonly string[] = ['8080'],
) => {
  const side = (image: string) =>
    deployment({
      containers: containers.map((one, index) => container({ name: `c${index}`, image, ...one })),
      pod: {
        init_container: sidecars.map((one, index) =>
          container({ name: `s${index}`, image, restart_policy: 'Always', ...one }),
        ),
      },
    });
  const ways = service({
    port: targets.map((target_port, index) => ({ name: `p${index}`, port: 80 + index, target_port, protocol: 'TCP' })),
  });
  return forecast([updated('kubernetes_deployment_v1.web', side('web:1'), side('web:2')), unchanged(front, ways)]);
};

describe('a target port number that no container declares', () => {
  it('I3 I4 may be listened on by a container that declares none', () => {
    expect(roll([port(9090), { ...none, ...bare }]).impact).toBe('errors-possible');
    expect(roll([port(9090), none]).impact).toBe('none');
  });

  it('I3 I4 may be listened on by one that declares others', () => {
    expect(roll([none, { ...port(9090), ...bare }]).impact).toBe('errors-possible');
    expect(roll([port(9091), { ...port(9090), ...bare }]).impact).toBe('errors-possible');
  });

  it('I3 I4 counts beside one that is declared', () =>
    expect(roll([port(8080), { ...none, ...bare }], [], ['8080', '9090']).impact).toBe('errors-possible'));

  it('I3 I4 is told from one that is declared, and from a name that nobody has', () => {
    expect(roll([port(8080), { ...none, ...bare }]).impact).toBe('none');
    expect(roll([port(8080), { ...none, ...bare }], [], ['8080', 'metrics']).impact).toBe('none');
  });
});

describe('a sidecar among the init containers', () => {
  const { lifecycle, ...unprobed } = bare;
  const undrained = { lifecycle };

  it('I4 that owns the port must say when it is ready', () => {
    expect(roll([none], [{ ...port(8080), ...unprobed }]).impact).toBe('errors-possible');
    expect(roll([none], [port(8080)]).impact).toBe('none');
  });

  it('I2 stops after the main containers, so that their drain is its own', () => {
    expect(roll([none], [{ ...port(8080), ...undrained }]).impact).toBe('none');
    expect(roll([{ ...none, ...undrained }], [{ ...port(8080), ...undrained }]).impact).toBe('errors-possible');
  });

  it('I3 passes on to main containers, which must drain as well', () =>
    expect(roll([{ ...none, ...undrained }], [port(8080)]).impact).toBe('errors-possible'));

  it('I3 is nobody that users reach when a main container owns the port', () =>
    expect(roll([port(8080)], [{ ...port(9090), ...bare }]).impact).toBe('none'));

  it('I3 an init container that ends before the others serves nobody', () =>
    expect(roll([none], [{ ...port(8080), ...bare, restart_policy: null }]).impact).toBe('none'));
});
