import { type Scraped, scrapePage } from '../../clients/index.ts'
import type { Clock, Endpoint } from '../../core/index.ts'
import { type MetricFamily, parseExposition } from '../../metrics/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { endpointAt } from './endpoint-at.ts'
import { keptSeries, lewisValues, type PageLook, pageLook, pageValues } from './exposed/index.ts'
import { lewisMetrics } from './lewis-metrics.ts'
import type { Source, SourceLook } from './source.ts'
import { sourceKind } from './source-kind.ts'

const mostSeries = 2000
const maximumBytes = 16 * 2 ** 20
/** Later than this an answer is taken into no tick. */
const patience = 1.7
/** Reading pages takes no more than a twentieth of the time: those that are huge are read less often. */
const pauseAfterReading = 20

/** A page of metrics, as Prometheus reads it. */
export const scrapeKind = sourceKind('scrape', ({ clock }, { url, instance = null }) =>
  scrapeSource(clock, endpointAt(url, '--scrape'), instance),
)

function scrapeSource(clock: Clock, endpoint: Endpoint, instance: string | null): Source {
  const { name } = endpoint
  const choose = keptSeries(mostSeries)
  const lewis = lewisValues()
  const warn = warnings(name)
  let before: PageLook | null = null
  let readAgainMs = Number.NEGATIVE_INFINITY
  return {
    name: `scrape ${name}`,
    async look({ intervalMs }) {
      const askedMs = clock.monotonicMs()
      if (askedMs < readAgainMs) return { values: {} }
      const page = await scrapePage(endpoint, { timeoutMs: Math.ceil(intervalMs * patience), maximumBytes })
      const readingMs = clock.monotonicMs()
      const families = familiesIn(page)
      // What made the answer late was the wait before it: a page is made up when its turn comes.
      const now = pageLook(families, readingMs / 1000, instance)
      const { kept, all } = choose(pageValues(before, now))
      before = now
      const told = lewis(families, readingMs / 1000)
      const tookMs = clock.monotonicMs() - readingMs
      const pauseMs = tookMs * pauseAfterReading
      readAgainMs = readingMs + pauseMs
      return { values: { ...kept, ...told }, ...warn({ all, told, pauseMs, intervalMs }) }
    },
    close: () => Promise.resolve(),
  }
}

/** Throws with the reason where there is nothing to read. */
function familiesIn(page: Scraped): MetricFamily[] {
  if (!page.ok) throw new Error(page.reason)
  const isOpen = /^application\/openmetrics-text\b/i.test(page.contentType)
  const parsed = parseExposition(page.text, isOpen ? 'openmetrics' : 'prometheus', { isLenient: true })
  if (!parsed.ok) throw new Error(`its page cannot be read: line ${parsed.line}: ${parsed.problem}`)
  const [fault] = parsed.faults
  if (parsed.families.every(({ samples }) => samples.length === 0))
    throw new Error(
      fault === undefined
        ? 'its page is empty'
        : `its page cannot be read: line ${fault.line}: ${fault.problem}`,
    )
  return parsed.families
}

interface Seen {
  all: number
  told: Readonly<Record<string, number | null>>
  pauseMs: number
  intervalMs: number
}

/** What an operator should know of the page at `name`, each once. */
function warnings(name: string): (seen: Seen) => Pick<SourceLook, 'warnings'> {
  const said = new Set<string>()
  const once = (what: string, isTrue: boolean, sentence: () => string): string[] => {
    if (!isTrue || said.has(what)) return []
    said.add(what)
    return [sentence()]
  }
  return ({ all, told, pauseMs, intervalMs }) => {
    const sentences = [
      ...once(
        'many',
        all > mostSeries,
        () =>
          `${name} has ${formatQuantity(all)} series: the first ${formatQuantity(mostSeries)} of them are kept.`,
      ),
      ...once(
        'scans',
        !Object.keys(told).some((series) => series.startsWith('scan.')),
        () => `${name} tells nothing of scans: it has no ${scanNames()} nor the like.`,
      ),
      ...once(
        'slow',
        pauseMs > intervalMs * 2,
        () => `${name} is a page that takes long to read: it is read every ${Math.ceil(pauseMs / 1000)} s.`,
      ),
    ]
    return sentences.length === 0 ? {} : { warnings: sentences }
  }
}

/** The first name of each. */
function scanNames(): string {
  const names = lewisMetrics
    .filter(({ series }) => series.startsWith('scan.'))
    .flatMap(({ from }) => from.find(({ how }) => how !== 'gauge')?.name ?? [])
  return [...new Set(names)].join(', ')
}
