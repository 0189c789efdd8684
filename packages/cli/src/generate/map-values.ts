/** An object with the same keys, each value replaced. */
export function mapValues<In, Out>(object: Record<string, In>, replace: (value: In, key: string) => Out) {
  const entries = Object.entries(object).map(([key, value]) => [key, replace(value, key)])
  return Object.fromEntries(entries) as Record<string, Out>
}
