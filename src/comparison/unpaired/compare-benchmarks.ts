import { OperatorError } from '../../core/index.ts'
import { holm } from '../../metrics/index.ts'
import { type ImportedBenchmark, type ImportedFile, keyOf } from '../files/index.ts'
import { benchmarkLabel } from './benchmark-label.ts'
import type { ComparedBenchmark, ComparedSide, CompareRules } from './compare-data.ts'
import { comparedSide } from './compared-side.ts'
import { judgeChange } from './judge-change.ts'
import { type TestedChange, testChange } from './test-change.ts'

/** The measurements of two files side by side, and those that only one has. */
export interface ComparedBenchmarks {
  benchmarks: ComparedBenchmark[]
  added: string[]
  removed: string[]
}

interface Pair {
  before: ImportedBenchmark
  after: ImportedBenchmark
  tested: TestedChange
}

/** Compares what has the same name in both, Holm over all of it. Throws OperatorError (exit 2) where nothing has. */
export function compareBenchmarks(
  old: ImportedFile,
  fresh: ImportedFile,
  rules: CompareRules,
): ComparedBenchmarks {
  const byKey = new Map(fresh.benchmarks.map((benchmark) => [keyOf(benchmark), benchmark]))
  const pairs = old.benchmarks.flatMap((before): Pair[] => {
    const after = byKey.get(keyOf(before))
    return after === undefined ? [] : [{ before, after, tested: testChange(before, after) }]
  })
  if (pairs.length === 0) throw nothingInCommon(old, fresh)
  const adjusted = adjustedPs(pairs)
  const common = new Set(pairs.map(({ before }) => keyOf(before)))
  const failedNow = new Set(fresh.failed.map(keyOfName))
  const known = new Set([...old.benchmarks, ...old.failed].map(keyOfName))
  return {
    benchmarks: pairs.map((pair, index) => compared(pair, adjusted[index] ?? null, pairs.length, rules)),
    added: fresh.benchmarks
      .filter((benchmark) => !common.has(keyOf(benchmark)) && !known.has(keyOfName(benchmark)))
      .map(benchmarkLabel),
    // What failed is told as that, and not a second time as gone.
    removed: old.benchmarks
      .filter((benchmark) => !common.has(keyOf(benchmark)) && !failedNow.has(keyOfName(benchmark)))
      .map(benchmarkLabel),
  }
}

function keyOfName({ group, name }: { group: string; name: string }): string {
  return keyOf({ group, name, measure: '' })
}

/** Only those that were tested share the chance of a false alarm. */
function adjustedPs(pairs: readonly Pair[]): (number | null)[] {
  const ps = pairs.flatMap(({ tested }) => tested.p ?? [])
  const adjusted = ps.length === 0 ? [] : holm(ps)
  let next = 0
  return pairs.map(({ tested }) => (tested.p === null ? null : (adjusted[next++] ?? null)))
}

function compared(
  { before, after, tested }: Pair,
  adjustedP: number | null,
  family: number,
  rules: CompareRules,
): ComparedBenchmark {
  const { group, name, measure, unit, better } = before
  const sizes = [before.samples.length, after.samples.length] as const
  const { verdict, because, worsening } = judgeChange(
    { ...tested, adjustedP, better, unit, family, sizes },
    rules,
  )
  const old = comparedSide(before)
  const fresh = comparedSide(after)
  return {
    group,
    name,
    measure,
    unit,
    better,
    verdict,
    because,
    old,
    new: fresh,
    ratio: ratioOf(old, fresh),
    change: tested.change,
    worsening,
    test: tested.test,
    p: tested.p,
    adjustedP,
    minimumDetectableEffect: tested.detectable?.minimumDetectableEffect ?? null,
    samplesNeeded: tested.detectable?.samplesNeeded ?? [],
  }
}

function ratioOf(old: ComparedSide, fresh: ComparedSide): number | null {
  const isMedian = old.median !== null && fresh.median !== null
  const from = isMedian ? old.median : old.mean
  const to = isMedian ? fresh.median : fresh.mean
  return from === null || to === null || from === 0 ? null : to / from
}

function nothingInCommon(old: ImportedFile, fresh: ImportedFile): OperatorError {
  const name = ({ benchmarks }: ImportedFile): string => benchmarks.slice(0, 3).map(benchmarkLabel).join(', ')
  return new OperatorError({
    sentence: `No benchmark has the same name in both files: the old one has ${name(old)}, the new one ${name(fresh)}.`,
    hint: 'Compare files of the same benchmarks, measured by the same tool under the same names.',
  })
}
