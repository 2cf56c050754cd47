/** How long some work stood still, in seconds since boot or since its group began: the `some` line of a pressure file; null where it has none. */
export function stalledSecondsIn(text: string | null): number | null {
  const total = /^some .* total=(\d{1,20})\s*$/m.exec(text ?? '')?.[1]
  return total === undefined ? null : Number(total) / 1e6
}
