/** How much a counter grew between two samples; null where one is missing, damaged, or it fell because it was reset. */
export function growth(first: number | null | undefined, last: number | null | undefined): number | null {
  if (first === null || first === undefined || last === null || last === undefined) return null
  const grown = last - first
  return grown >= 0 ? grown : null
}
