import { randomUUID } from 'node:crypto'
import type { SweepMeasurement } from '../../comparison/index.ts'
import type { Ran, World } from '../../core/index.ts'
import type { RoundAnswer, RoundRequest } from './messages.ts'
import { sweepParts } from './sweep-parts.ts'
import type { PlannedRound } from './sweep-plan.ts'

/** What a sweep needs of a loaded suite: the program that `serveSweep` runs in, and how it is started. */
export interface SweepProgram {
  /** Absolute. */
  program: string
  nodeFlags: readonly string[]
  /** The working directory of suites, absolute. */
  directory: string
  /** Private memory that one process may take; no limit when null. */
  memoryBytes: number | null
}

export type RoundOptions = Pick<RoundRequest, 'seconds' | 'warmUpSeconds' | 'timeoutSeconds'>

/** A measurement, or why there is none, as a whole sentence; null where the run was interrupted. */
export type MeasuredRound = { ok: true; value: SweepMeasurement } | { ok: false; sentence: string }

/** So long the process that keeps the workers may take beyond what it allows them, to end them and to answer. */
const graceSeconds = 5

/** Measures one round at one level in processes of its own, all of which are gone when it answers. Null where it was interrupted. */
export async function measureRound(
  world: Pick<World, 'run' | 'interrupted'>,
  { program, nodeFlags, directory, memoryBytes }: SweepProgram,
  { round, ...planned }: PlannedRound,
  { seconds, warmUpSeconds, timeoutSeconds }: RoundOptions,
): Promise<MeasuredRound | null> {
  const request: RoundRequest = {
    ...planned,
    seconds,
    warmUpSeconds,
    timeoutSeconds,
    token: randomUUID(),
  }
  const node = [
    process.execPath,
    '--no-warnings',
    ...nodeFlags,
    program,
    sweepParts.keeper,
    JSON.stringify(request),
  ]
  const limit = memoryBytes === null ? '' : `ulimit -d ${Math.floor(memoryBytes / 1024)} 2>/dev/null; `
  const ran = await world.run({
    program: 'sh',
    args: ['-c', `${limit}exec "$@"`, 'sh', ...node],
    directory,
    timeoutMs: (timeoutSeconds + graceSeconds) * 1000,
  })
  const answer = answerIn(ran, request.token)
  if (answer?.kind === 'measured')
    return { ok: true, value: { ...answer.measured, concurrency: planned.concurrency, round } }
  if (world.interrupted.aborted) return null
  return { ok: false, sentence: sentenceOf(planned, ran, answer) }
}

/** The last line that begins with the token. */
function answerIn({ output }: Ran, token: string): RoundAnswer | null {
  const line = output.split('\n').findLast((one) => one.startsWith(token))
  return line === undefined ? null : (JSON.parse(line.slice(token.length)) as RoundAnswer)
}

function sentenceOf(
  { name, kind, concurrency }: PlannedRound | Omit<PlannedRound, 'round'>,
  ran: Ran,
  answer: RoundAnswer | null,
): string {
  if (answer?.kind === 'failed') {
    const who =
      kind === 'event-loop'
        ? `the process that ran ${concurrency} at once`
        : `worker ${kind === 'threads' ? 'thread' : 'process'} ${answer.worker} of ${concurrency}`
    return `${name}: ${who} ${answer.how} while it was ${answer.phase}.`
  }
  const what =
    kind === 'threads' ? `the process of ${concurrency} worker threads` : 'the process that keeps the workers'
  if (ran.end === 'timeout') return `${name}: ${what} did not answer in time.`
  const last = ran.errors.trim().split('\n').at(-1) ?? ''
  const how = ran.exitCode === null ? 'was killed' : `ended itself with exit code ${ran.exitCode}`
  return `${name}: ${what} ${how}${last === '' ? '' : `, saying ${JSON.stringify(last.slice(0, 200))}`}.`
}
