import { parseLevels, type Sweep, type SweepMeasurement, sweepPoints } from '../../comparison/index.ts'
import { OperatorError, type World } from '../../core/index.ts'
import { measureRound, type RoundOptions, type SweepProgram } from './measure-round.ts'
import type { CaseAddress } from './messages.ts'
import { type PlannedRound, planRounds, type SweepLevels } from './sweep-plan.ts'

/** Which benchmarks to sweep over which levels, and how. Levels are whole numbers from 1 to 1024. */
export interface SweepRequest extends RoundOptions {
  cases: readonly CaseAddress[]
  /** Calls in flight on one event loop; empty for none. */
  concurrency: readonly number[]
  /** Workers; empty for none. */
  workers: readonly number[]
  pools: readonly ('thread' | 'process')[]
  rounds: number
  seed: number
  /** Told before each round what is measured. */
  saying?(text: string): void
}

/**
 * Measures every level of every kind and case in interleaved rounds, each in processes of its own: one sweep for each case and kind.
 * A level that fails is not tried again, and is told in the sweep. Interrupted, it hands back what was measured until then. Throws
 * OperatorError (exit 2) for levels that cannot be, (exit 3) where nothing at all could be measured.
 */
export async function runSweeps(
  world: Pick<World, 'run' | 'interrupted'>,
  program: SweepProgram,
  request: SweepRequest,
): Promise<Sweep[]> {
  refuseImpossible(request)
  const kinds = kindsOf(request)
  const measured = new Map<string, SweepMeasurement[]>()
  const failed = new Map<string, { concurrency: number; sentence: string }[]>()
  const plan = planRounds(request.cases, kinds, request.rounds, request.seed)
  for (const [index, one] of plan.entries()) {
    if (world.interrupted.aborted) break
    const key = keyOf(one)
    if (failed.get(key)?.some(({ concurrency }) => concurrency === one.concurrency)) continue
    request.saying?.(
      `measuring ${one.name}, ${one.concurrency} ${wordOf[one.kind]} (${index + 1} of ${plan.length})`,
    )
    const answer = await measureRound(world, program, one, request)
    if (answer === null) break
    if (answer.ok) push(measured, key, answer.value)
    else push(failed, key, { concurrency: one.concurrency, sentence: answer.sentence })
  }
  const sweeps = request.cases.flatMap(({ file, name }) =>
    kinds.map(({ kind }) => {
      const key = keyOf({ file, name, kind })
      return sweepOf({ name, kind }, measured.get(key) ?? [], failed.get(key) ?? [], request)
    }),
  )
  refuseNothing(sweeps, world.interrupted.aborted)
  return sweeps
}

function refuseImpossible({
  concurrency,
  workers,
  seconds,
  warmUpSeconds,
  timeoutSeconds,
}: SweepRequest): void {
  for (const [flag, levels] of [
    ['--concurrency', concurrency],
    ['--workers', workers],
  ] as const) {
    const parsed = levels.length === 0 ? null : parseLevels(levels.join(','))
    if (parsed?.ok === false)
      throw new OperatorError({ sentence: `${flag} ${parsed.problem}.`, hint: parsed.hint })
  }
  if (seconds + warmUpSeconds >= timeoutSeconds)
    throw new OperatorError({
      sentence: `A round takes ${seconds + warmUpSeconds}s to warm up and measure, and --timeout ends it after ${timeoutSeconds}s.`,
      hint: 'Give a longer --timeout or a shorter --time.',
    })
}

const wordOf = { 'event-loop': 'at once', threads: 'threads', processes: 'processes' } as const

function kindsOf({ concurrency, workers, pools }: SweepRequest): SweepLevels[] {
  const kinds: SweepLevels[] = [
    { kind: 'event-loop', levels: concurrency },
    ...(pools.includes('thread') ? [{ kind: 'threads' as const, levels: workers }] : []),
    ...(pools.includes('process') ? [{ kind: 'processes' as const, levels: workers }] : []),
  ]
  return kinds.filter(({ levels }) => levels.length > 0)
}

function sweepOf(
  { name, kind }: Pick<Sweep, 'name' | 'kind'>,
  measured: readonly SweepMeasurement[],
  failed: Sweep['failures'],
  { seconds, rounds }: SweepRequest,
): Sweep {
  const points = sweepPoints(kind, measured)
  const idle = [...new Set(measured.map(({ concurrency }) => concurrency))]
    .filter((level) => points.every(({ concurrency }) => concurrency !== level))
    .map((level) => ({ concurrency: level, sentence: nothingDone(name, measured, level) }))
  const failures = [...failed, ...idle].sort((a, b) => a.concurrency - b.concurrency)
  return { name, kind, points, failures, seconds, rounds }
}

function nothingDone(name: string, measured: readonly SweepMeasurement[], level: number): string {
  const said = measured.find(({ concurrency, firstError }) => concurrency === level && firstError !== null)
  return `${name}: every operation threw, the first saying ${JSON.stringify(said?.firstError ?? '')}.`
}

function refuseNothing(sweeps: readonly Sweep[], isInterrupted: boolean): void {
  if (isInterrupted || sweeps.some(({ points }) => points.length > 0)) return
  throw new OperatorError({
    sentence: sweeps.flatMap(({ failures }) => failures)[0]?.sentence ?? 'There is no benchmark to sweep.',
    hint: 'Run the case alone first (without --concurrency and --workers), and mend what it says.',
    exitCode: 3,
  })
}

function keyOf({ file, name, kind }: Pick<PlannedRound, 'file' | 'name' | 'kind'>): string {
  return [file, name, kind].join('\n')
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  lists.set(key, [...(lists.get(key) ?? []), value])
}
