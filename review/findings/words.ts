/** `a, b and 3 more`: long lists are counted, not printed. */
export function listed(names: readonly string[], most = 3): string {
  if (names.length <= 1) return names[0] ?? 'nothing';
  if (names.length <= most) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}
