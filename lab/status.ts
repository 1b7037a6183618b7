import type { Component, Health, Lab } from './component';
import { healthOf } from './runner';

export interface ComponentStatus {
  readonly name: string;
  readonly health: Health;
  readonly version: string;
  readonly address: string;
}

const limitSeconds = 20;

export async function status(components: readonly Component[], lab: Lab): Promise<ComponentStatus[]> {
  const limited: Lab = { ...lab, signal: AbortSignal.any([lab.signal, AbortSignal.timeout(limitSeconds * 1000)]) };
  const { versions } = lab.record.read();
  return Promise.all(
    components.map(async (component) => {
      const { name, address = '' } = component;
      const health = await healthOf(component, limited);
      // Recorded when `up` got to its end; before that, whoever is healthy can be asked.
      const asked = health.state === 'healthy' ? component.version : undefined;
      return { name, health, version: versions[name] ?? (await asked?.(limited)) ?? '', address };
    }),
  );
}

export function isHealthy(statuses: readonly ComponentStatus[]): boolean {
  return statuses.every(({ health }) => health.state === 'healthy');
}

/** A table for people; what is wrong stands below it in full. */
export function statusText(statuses: readonly ComponentStatus[]): string {
  const rows = [
    ['component', 'health', 'version', 'address'],
    ...statuses.map(({ name, health, version, address }) => [
      name,
      health.state === 'healthy' ? (health.detail ?? 'healthy') : health.state.toUpperCase(),
      version,
      address,
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const wrong = statuses.flatMap(({ name, health }) =>
    health.state !== 'healthy' ? [`${name}: ${health.because}`] : [],
  );
  return [...table, ...(wrong.length > 0 ? ['', ...wrong, 'Repair it: npm run lab -- up'] : [])].join('\n');
}
