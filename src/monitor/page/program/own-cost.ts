import { figureWords } from './figure-words.ts'
import type { SeriesStore } from './series-store.ts'

/** What the monitor costs, in one sentence, and how many ticks went missing: at the monitor, and on the way to this page. */
export function ownCost(store: SeriesStore, missedHere: number): string {
  const cpu = store.newest('self.cpu')
  const parts = [
    cpu === null ? null : `${figureWords(cpu, 'ratio')} of a core`,
    told(store.newest('self.memory'), 'bytes', ' of memory'),
    told(store.newest('self.lag'), 'seconds', ' late'),
    told(store.newest('self.skipped'), 'count', ' ticks skipped'),
  ].filter((part) => part !== null)
  const own = parts.length === 0 ? 'not told yet' : parts.join(', ')
  return `This monitor itself: ${own}.${missedHere === 0 ? '' : ` This page missed ${missedHere} ticks.`}`
}

function told(value: number | null, unit: 'bytes' | 'seconds' | 'count', after: string): string | null {
  return value === null ? null : `${figureWords(value, unit)}${after}`
}
