/** Chooses which series of a page are told; hands back how many there were in all. */
export type KeptSeries = (values: ReadonlyMap<string, number | null>) => {
  kept: Record<string, number | null>
  all: number
}

/** At most `most` series of each page: those that were told before, then the first that come. */
export function keptSeries(most: number): KeptSeries {
  let told: ReadonlySet<string> = new Set()
  return (values) => {
    const keys = values.size <= most ? [...values.keys()] : chosen(values, told, most)
    told = new Set(keys)
    return {
      kept: Object.fromEntries(keys.map((key) => [key, values.get(key) ?? null])),
      all: values.size,
    }
  }
}

function chosen(
  values: ReadonlyMap<string, number | null>,
  told: ReadonlySet<string>,
  most: number,
): string[] {
  const again = [...told].filter((key) => values.has(key)).slice(0, most)
  const others = [...values.keys()].filter((key) => !told.has(key))
  return [...again, ...others.slice(0, most - again.length)]
}
