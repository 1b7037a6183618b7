/** What a version of the application can do. The only place that says so; all versions share the rest of the code. */
export interface Features {
  /** Orders may carry a note. Since 2.0.0. */
  readonly notes: boolean;
}

export function featuresOf(version: string): Features {
  return { notes: compareVersions(version, '2.0.0') >= 0 };
}

const shape = /^(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z.-]+)?$/;

export function isVersion(text: string): boolean {
  return shape.test(text);
}

/** Negative when `left` is older. What follows a dash does not count: 2.0.0-rc.1 has the features of 2.0.0. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [numbersOf(left), numbersOf(right)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function numbersOf(version: string): readonly [number, number, number] {
  const parts = shape.exec(version);
  if (!parts) throw new Error(`"${version}" is not a version like 1.0.0`);
  return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}
