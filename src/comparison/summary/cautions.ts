import { formatQuantity } from '../../report/index.ts'
import type { Measured } from '../measured.ts'
import type { BenchmarkSummary } from './summary.ts'

/** Something that a reader of the number has to know. */
export interface Caution {
  id:
    | 'slow-first-run'
    | 'too-fast'
    | 'optimised-away'
    | 'drift'
    | 'autocorrelated'
    | 'outliers'
    | 'few-samples'
    | 'errors'
  because: string
  advice: string
  /** Usual on a machine that does other things too: the median stands. */
  isNote: boolean
}

type Figures = Omit<BenchmarkSummary, 'cautions'>
type Rule = (figures: Figures, measured: Measured) => Omit<Caution, 'isNote'> | null

const time = (seconds: number): string => formatQuantity(seconds, 'seconds')
const percent = (ratio: number): string => formatQuantity(ratio, 'ratio')

/** As much of an empty call as mitata allows before it calls a function optimised away. */
const emptyFactor = 1.42
/** A first run so many times slower is worth a word. */
const slowFirst = 3
const leastTicks = 1000

const errors: Rule = ({ errors: count, firstError }) =>
  count === 0
    ? null
    : {
        id: 'errors',
        because: `${count} calls failed, the first with: ${firstError ?? 'no message'}`,
        advice: 'Mend the benchmark: the time of a call that fails says little about one that works.',
      }

const optimisedAway: Rule = ({ medianSeconds }, { emptySeconds }) =>
  emptySeconds === null || medianSeconds >= emptyFactor * emptySeconds
    ? null
    : {
        id: 'optimised-away',
        because: `${time(medianSeconds)} is about what an empty function takes (${time(emptySeconds)}): the work may have been optimised away`,
        advice: 'Return what it computes, and feed it values that the compiler cannot know.',
      }

const tooFast: Rule = ({ medianSeconds }, { operationsPerSample, tickSeconds }) => {
  const sampleSeconds = medianSeconds * operationsPerSample
  if (tickSeconds === null || sampleSeconds >= leastTicks * tickSeconds) return null
  return {
    id: 'too-fast',
    because: `a sample lasts ${time(sampleSeconds)}, under ${leastTicks} steps of the clock (${time(tickSeconds)} each)`,
    advice: 'Do more work in one call, or let lewis-perf batch it in a suite of its own.',
  }
}

const fewSamples: Rule = ({ samples, confidence }) =>
  samples >= 6
    ? null
    : {
        id: 'few-samples',
        because: `${samples} samples attain a confidence of ${percent(confidence)}, not 95 %: that takes 6`,
        advice: 'Measure for longer: --time 5s, or more --runs.',
      }

const slowFirstRun: Rule = ({ firstSeconds, medianSeconds, maxSeconds }, { operationsPerSample, engine }) => {
  // A batch hides what the first of its calls took; the cold call of a function is always slow, and is no sample.
  if (engine !== 'command' || operationsPerSample !== 1 || firstSeconds === null) return null
  if (firstSeconds < slowFirst * medianSeconds || firstSeconds < maxSeconds) return null
  return {
    id: 'slow-first-run',
    because: `the first run took ${time(firstSeconds)}, the median is ${time(medianSeconds)}: caches were cold`,
    advice: 'Add --warmup 3 for warm caches, or --prepare with a command that empties them before every run.',
  }
}

const drifting: Rule = ({ drift }) =>
  drift === null || drift.p > 0.001 || Math.abs(drift.change) < 0.02
    ? null
    : {
        id: 'drift',
        because: `from the first to the last sample the time ${drift.change > 0 ? 'rose' : 'fell'} by ${percent(Math.abs(drift.change))}`,
        advice: 'Warm up for longer (--warmup-time 2s); a clock that slows down with heat does this too.',
      }

const autocorrelated: Rule = ({ autocorrelation, samples }) => {
  if (autocorrelation === null || autocorrelation < 0.3 || autocorrelation < 3 / Math.sqrt(samples))
    return null
  const effective = Math.max(1, Math.round((samples * (1 - autocorrelation)) / (1 + autocorrelation)))
  return {
    id: 'autocorrelated',
    because: `samples resemble the ones before them (autocorrelation ${autocorrelation.toFixed(2)}): ${samples} of them say as much as ${effective} independent ones, and the interval is too narrow`,
    advice: 'Compare versions by pairs of processes: --base-ref or --base-dir.',
  }
}

const outliers: Rule = ({ outliers: { extreme }, samples }) =>
  extreme === 0
    ? null
    : {
        id: 'outliers',
        because: `${extreme} of ${samples} samples lie more than 14.8 median absolute deviations off`,
        advice:
          'Something else ran meanwhile: close it, or measure again. They are counted; the median hardly sees them.',
      }

/** The most important first. */
const rules: readonly Rule[] = [
  errors,
  optimisedAway,
  tooFast,
  fewSamples,
  slowFirstRun,
  drifting,
  autocorrelated,
  outliers,
]

const notes: ReadonlySet<Caution['id']> = new Set(['outliers', 'autocorrelated'])

/** What a reader of these figures has to know, the most important first. */
export function cautionsOf(figures: Figures, measured: Measured): Caution[] {
  return rules.flatMap((rule) => {
    const found = rule(figures, measured)
    return found === null ? [] : [{ ...found, isNote: notes.has(found.id) }]
  })
}
