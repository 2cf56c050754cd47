import { type Scraped, scrapePage } from '../../clients/index.ts'
import { OperatorError } from '../../core/index.ts'
import { type ExposedSample, parseExposition } from '../../metrics/index.ts'
import {
  type ExposedSource,
  exposedCounters,
  exposedSource,
  type UntoldPart,
  type WatchedTarget,
  type WatchLook,
} from '../../traffic/index.ts'
import { nowEpochMs } from '../transport/index.ts'
import type { Meter } from './meter.ts'
import { linesWith } from './page-lines.ts'
import type { ScrapeWish } from './watch-wish.ts'

const maximumBytes = 32 * 2 ** 20
/** One that is loaded answers late. */
const timeoutMs = 10_000

interface Page {
  epochMs: number
  samples: () => ExposedSample[]
}

/** Watches what a page of metrics tells. Throws OperatorError (exit 3) where there is no such page, or nothing of use on it. */
export async function scrapeMeter(wish: ScrapeWish): Promise<Meter> {
  const first = await scrapePage(wish, { timeoutMs, maximumBytes })
  if (!first.ok) throw unusable(wish, first.reason)
  const samples = samplesIn(first, wish)
  if (typeof samples === 'string') throw unusable(wish, samples)
  const source = exposedSource(samples)
  if (source === null) throw nothingOfUse(wish)
  const pages: Page[] = [{ epochMs: nowEpochMs(), samples: () => samples }]
  const missed: string[] = []
  let asking: Promise<void> | null = null
  const ask = async (): Promise<void> => {
    const answer = await scrapePage(wish, { timeoutMs, maximumBytes })
    // A page is made up when its turn comes: what makes it late is the wait before that.
    if (!answer.ok) missed.push(answer.reason)
    else pages.push(pageOf(answer, nowEpochMs(), { wish, source }))
  }
  return {
    look() {
      // One that is late takes the place of the next.
      asking ??= ask().finally(() => {
        asking = null
      })
    },
    async finish() {
      await asking
      return targetOf(wish, source, { pages, missed })
    },
  }
}

/** Reading a page takes milliseconds that the load needs: it is put off until the run is over, and only the lines of use are kept. */
function pageOf(
  answer: Extract<Scraped, { ok: true }>,
  epochMs: number,
  { wish, source }: { wish: ScrapeWish; source: ExposedSource },
): Page {
  const kept = isOpenMetrics(answer) ? answer : { ...answer, text: linesWith(answer.text, source.names) }
  return {
    epochMs,
    samples: () => {
      const samples = samplesIn(kept, wish)
      return typeof samples === 'string' ? [] : samples
    },
  }
}

function isOpenMetrics({ contentType }: { contentType: string }): boolean {
  return /^application\/openmetrics-text\b/i.test(contentType)
}

/** The samples of a page that have the labels asked for; or why it has none. */
function samplesIn(answer: Extract<Scraped, { ok: true }>, { only }: ScrapeWish): ExposedSample[] | string {
  const page = parseExposition(answer.text, isOpenMetrics(answer) ? 'openmetrics' : 'prometheus', {
    isLenient: true,
  })
  if (!page.ok) return `its page cannot be read: line ${page.line}: ${page.problem}`
  const samples = page.families.flatMap((family) => family.samples)
  const [fault] = page.faults
  if (samples.length === 0)
    return fault === undefined
      ? 'its page is empty'
      : `its page cannot be read: line ${fault.line}: ${fault.problem}`
  return samples.filter(({ labels }) => only.every(([label, value]) => labels.get(label) === value))
}

function targetOf(
  { name }: ScrapeWish,
  source: ExposedSource,
  { pages, missed }: { pages: readonly Page[]; missed: readonly string[] },
): WatchedTarget {
  const firstSamples = pages[0]?.samples() ?? []
  const { cores, because } = source.cores(firstSamples)
  const looks = pages.map((page): WatchLook => ({ epochMs: page.epochMs, ...source.look(page.samples()) }))
  const has = (of: (look: WatchLook) => number | null): boolean => looks.some((look) => of(look) !== null)
  const parts: [string, boolean][] = [
    ['its memory', has(({ memoryBytes }) => memoryBytes)],
    ['its disk I/O', has(({ readBytes }) => readBytes)],
    ['pressure', has(({ stalledSeconds }) => stalledSeconds.cpu)],
  ]
  const untold: UntoldPart[] = parts
    .filter(([, isTold]) => !isTold)
    .map(([what]) => ({ what, reason: 'the page does not tell it' }))
  const [reason] = missed
  return {
    name,
    kind: 'scrape',
    what: source.of(firstSamples),
    cores,
    coresBecause: because,
    cpuStepSeconds: 0.01,
    pressureOf: has(({ stalledSeconds }) => stalledSeconds.cpu) ? 'as the page tells it' : null,
    looks,
    untold:
      reason === undefined
        ? untold
        : [...untold, { what: `${missed.length} of ${missed.length + pages.length} looks`, reason }],
    ends: [],
  }
}

function unusable({ name }: ScrapeWish, reason: string): OperatorError {
  return new OperatorError({
    sentence: `${name} cannot be watched: ${reason}.`,
    hint: `See what it says: curl ${name}.`,
    exitCode: 3,
  })
}

function nothingOfUse({ name, only }: ScrapeWish): OperatorError {
  const labels = only.map(([label, value]) => `${label}=${value}`).join(', ')
  return new OperatorError({
    sentence: `${name} tells no CPU time${labels === '' ? '' : ` for ${labels}`}.`,
    hint: `It needs one of ${exposedCounters.join(', ')}.`,
    exitCode: 3,
  })
}
