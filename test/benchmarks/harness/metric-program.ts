import { type Clock, type Design, designs, type MetricStore, type Naming } from './metric-designs.ts'

// The program of a process that measures one design: node --expose-gc metric-program.cjs DESIGN SERIES NAMING WINDOW.
// It records an hour at one point a second and series, then some more, and prints a MetricFigures as JSON.

/** What one process measured. */
export interface MetricFigures {
  secondsPerRecord: number
  /** What the hour takes in memory, after a collection of garbage; of what keeps no points, what its series take. */
  bytes: number
  points: number
  /** Null where there are no statistics. */
  secondsPerStats: number | null
  /** Count and sum of the last statistics, so that all are seen to answer alike. */
  answer: readonly number[] | null
}

const hour = 3600
const batches = 7

const [design = '', seriesText, naming = 'names', windowText] = process.argv.slice(2)
const series = Number(seriesText)
// Not a whole number: those a real clock never tells, and an engine may store them in less.
const clock: Clock = { seconds: 1_700_000_000.25 }
const before = heldBytes()
const store = designs[design as Design](clock, series, naming as Naming)
recordSeconds(store, hour)
const bytes = heldBytes() - before
const figures: MetricFigures = {
  bytes,
  points: store.stats === null ? series : series * hour,
  ...statsFigures(store),
  secondsPerRecord: recordTime(store),
}
console.log(JSON.stringify(figures))

/** Records one point of each series for so many seconds; the clock stands at the last of them. */
function recordSeconds(store: MetricStore, seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    clock.seconds++
    for (let index = 0; index < series; index++) store.record(index, hundredths(second + index))
  }
}

/** From 0 to 99.99: most are no whole numbers. */
function hundredths(number: number): number {
  return ((number * 7919) % 10_000) / 100
}

function heldBytes(): number {
  const collect = globalThis.gc
  if (collect === undefined) throw new Error('run node with --expose-gc')
  for (let round = 0; round < 3; round++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Seconds of one record: the median of some batches of about 200,000, each series in its turn. */
function recordTime(store: MetricStore): number {
  const seconds = Math.max(1, Math.round(200_000 / series))
  return medianOf(() => {
    const from = performance.now()
    recordSeconds(store, seconds)
    return (performance.now() - from) / 1000 / (seconds * series)
  })
}

/** Seconds of one call: the median of some rounds over names, or of calls where there is one name. */
function statsFigures({ stats }: MetricStore): Pick<MetricFigures, 'secondsPerStats' | 'answer'> {
  if (stats === null) return { secondsPerStats: null, answer: null }
  const windowSeconds = Number(windowText)
  const names = naming === 'tags' ? 1 : series
  const calls = naming === 'tags' ? 3 : Math.max(1000, Math.min(names, 3000))
  let answer: readonly number[] = []
  const secondsPerStats = medianOf(() => {
    const from = performance.now()
    for (let call = 0; call < calls; call++) {
      const { count, sum = 0 } = stats((call * 7919) % names, windowSeconds)
      answer = [count, sum]
    }
    return (performance.now() - from) / 1000 / calls
  })
  return { secondsPerStats, answer }
}

function medianOf(measure: () => number): number {
  const values = Array.from({ length: batches }, measure).sort((a, b) => a - b)
  return values[(batches - 1) / 2] ?? Number.NaN
}
