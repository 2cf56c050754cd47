/** `Encode/json`, or `Encode/json (B/op)` where it is not a time. */
export function benchmarkLabel({ name, measure }: { name: string; measure: string }): string {
  return measure === 'time' ? name : `${name} (${measure})`
}
