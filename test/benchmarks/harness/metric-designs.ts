import { Gauge, Histogram, Registry } from 'prom-client'
import { createCollector } from '../../../src/monitor/index.ts'

/** A clock that the benchmark moves on, as far as a design asks one. */
export interface Clock {
  seconds: number
}

/** What is asked of a design: a point, by the number of its series; and statistics over an hour, where it has any. */
export interface MetricStore {
  record(series: number, value: number): void
  stats: ((series: number, windowSeconds: number) => { count: number; sum?: number }) | null
}

/** How series are told apart: each has a name of its own, or all have one name and a tag. */
export type Naming = 'names' | 'tags'

/** Who is compared. */
export const designs = {
  'lewis-perf': ours,
  'guide deque': guideDeque,
  'prom-client gauge': promGauge,
  'prom-client histogram': promHistogram,
} as const satisfies Record<string, (clock: Clock, series: number, naming: Naming) => MetricStore>

/** By its name in tables. */
export type Design = keyof typeof designs

function ours(clock: Clock, series: number, naming: Naming): MetricStore {
  const collector = createCollector({ nowSeconds: () => clock.seconds })
  const names = namesOf(series, naming)
  const tags = tagsOf(series, naming)
  return {
    record: (index, value) => collector.record(names[index] ?? '', value, 'gauge', tags[index]),
    stats: (index, windowSeconds) => collector.stats(names[index] ?? '', windowSeconds),
  }
}

/** The guide's class as printed, with a queue that gives up its first in constant time, as Python's deque does. */
function guideDeque(clock: Clock, series: number, naming: Naming): MetricStore {
  const metrics = new Map<string, Deque<GuidePoint>>()
  const names = namesOf(series, naming)
  const tags = tagsOf(series, naming)
  return {
    record(index, value) {
      const timestamp = clock.seconds
      const point = { timestamp, value, tags: tags[index] ?? {}, type: 'gauge' }
      const name = names[index] ?? ''
      let list = metrics.get(name)
      if (list === undefined) {
        list = new Deque()
        metrics.set(name, list)
      }
      const cutoff = timestamp - 3600
      for (let first = list.first(); first !== undefined && first.timestamp < cutoff; first = list.first())
        list.dropFirst()
      list.push(point)
    },
    stats(index, windowSeconds) {
      const cutoff = clock.seconds - windowSeconds
      const values: number[] = []
      metrics.get(names[index] ?? '')?.each(({ timestamp, value }) => {
        if (timestamp >= cutoff) values.push(value)
      })
      if (values.length === 0) return { count: 0 }
      const sum = values.reduce((total, value) => total + value, 0)
      const min = values.reduce((least, value) => Math.min(least, value))
      const max = values.reduce((most, value) => Math.max(most, value))
      return { count: values.length, min, max, avg: sum / values.length, sum }
    },
  }
}

interface GuidePoint {
  timestamp: number
  value: number
  tags: Record<string, string>
  type: string
}

class Deque<T> {
  #items: T[] = []
  #head = 0

  first(): T | undefined {
    return this.#items[this.#head]
  }

  push(item: T): void {
    this.#items.push(item)
  }

  dropFirst(): void {
    this.#head++
    if (this.#head < 1024 || this.#head * 2 < this.#items.length) return
    this.#items = this.#items.slice(this.#head)
    this.#head = 0
  }

  each(take: (item: T) => void): void {
    for (let index = this.#head; index < this.#items.length; index++) {
      const item = this.#items[index]
      if (item !== undefined) take(item)
    }
  }
}

function promGauge(_: Clock, series: number, naming: Naming): MetricStore {
  const registers = [new Registry()]
  if (naming === 'tags') {
    const gauge = new Gauge({ name: 'x', help: 'x', labelNames: ['series'], registers })
    const labels = tagsOf(series, naming)
    return { record: (index, value) => gauge.set(labels[index] ?? {}, value), stats: null }
  }
  const gauges = namesOf(series, naming).map((name) => new Gauge({ name, help: name, registers }))
  return { record: (index, value) => gauges[index]?.set(value), stats: null }
}

function promHistogram(_: Clock, series: number, naming: Naming): MetricStore {
  const registers = [new Registry()]
  if (naming === 'tags') {
    const histogram = new Histogram({ name: 'x', help: 'x', labelNames: ['series'], registers })
    const labels = tagsOf(series, naming)
    return { record: (index, value) => histogram.observe(labels[index] ?? {}, value), stats: null }
  }
  const histograms = namesOf(series, naming).map((name) => new Histogram({ name, help: name, registers }))
  return { record: (index, value) => histograms[index]?.observe(value), stats: null }
}

function namesOf(series: number, naming: Naming): string[] {
  return Array.from({ length: series }, (_, index) => (naming === 'tags' ? 'x' : `x_${index}`))
}

function tagsOf(series: number, naming: Naming): (Record<string, string> | undefined)[] {
  return Array.from({ length: series }, (_, index) =>
    naming === 'tags' ? { series: `s${index}` } : undefined,
  )
}
