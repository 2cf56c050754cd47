import { type RecordedPod, scrapeSeconds } from './recorded-cluster.ts'

/** Scrapes between the ends of the window of a rate. */
export const windowScrapes = 5

/** The cores that all these pods used in the window before a scrape. */
export function cores(own: readonly RecordedPod[], scrape: number, window = windowScrapes): number {
  const containers = own.flatMap((pod) => pod.containers)
  return total(containers.map(({ cpu }) => lately(cpu, scrape, window))) / (window * scrapeSeconds)
}

/** Bytes of the pod that has most. */
export function fullest(own: readonly RecordedPod[], scrape: number): number {
  const ofPods = own.map((pod) => total(pod.containers.map(({ memoryBytes }) => memoryBytes[scrape] ?? 0)))
  return Math.max(...ofPods)
}

/** The share of CFS periods in the window before a scrape; null where there are none. */
export function throttled(own: readonly RecordedPod[], scrape: number): number | null {
  const periods = own.flatMap((pod) =>
    pod.containers.flatMap((one) => (one.periods === null ? [] : [one.periods])),
  )
  if (periods.length === 0) return null
  const held = total(periods.map(({ throttled }) => lately(throttled, scrape)))
  return held / total(periods.map(({ all }) => lately(all, scrape)))
}

/** The sum. */
export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function lately(increments: Float64Array, scrape: number, window = windowScrapes): number {
  return total([...increments.subarray(scrape - window + 1, scrape + 1)])
}
