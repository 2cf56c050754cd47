import { lastWords } from '../../clients/index.ts'
import { OperatorError } from '../../core/index.ts'
import {
  joinSlices,
  type LoadRun,
  modelSeconds,
  type PlanFile,
  planFileText,
  type SliceRun,
} from '../../traffic/index.ts'
import { resultsInLog, shortDigest } from '../files/index.ts'
import { nowEpochMs } from '../transport/index.ts'
import { type GeneratorHost, openGeneratorHost } from './generator-host.ts'

export interface HostsOrder {
  plan: Omit<PlanFile, 'startEpochMs'>
  /** The values that the plan does not hold, by variable. */
  values: Readonly<Record<string, string>>
  hosts: readonly string[]
  /** What each slice is told besides its plan. */
  sliceArguments: readonly string[]
  startInSeconds: number
  /** lewis-perf, packed; and the command that runs it on a host. */
  bundle: Uint8Array
  command: string
  interrupted: AbortSignal
  progress(text: string): void
}

/** What a host may take beyond the load itself. */
const aroundMs = 60_000

interface Failure {
  name: string
  problem: string
}

/**
 * Runs a plan on several hosts at once over ssh, and joins what they measured. A host that fails while the load runs leaves its part unsent.
 * Throws OperatorError (exit 3) where one is not ready, for then nothing was sent, and where none has a result.
 */
export async function runOnHosts(order: HostsOrder): Promise<LoadRun> {
  const { hosts, interrupted, progress, bundle, command } = order
  progress(`${hosts.length} hosts are sent lewis-perf`)
  const opened = await Promise.allSettled(hosts.map((host) => openGeneratorHost(host, command, bundle)))
  const ready = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  try {
    const refused = opened.find((one) => one.status === 'rejected')
    if (refused !== undefined) throw withNothingSent(refused.reason, hosts.length)
    if (interrupted.aborted) throw interruptedBefore()
    return await runAll(ready, order)
  } finally {
    await Promise.all(ready.map((host) => host.leave()))
  }
}

function withNothingSent(error: unknown, hosts: number): unknown {
  if (!(error instanceof OperatorError)) return error
  const { sentence, hint } = error
  const others = hosts === 1 ? '' : ' The other hosts sent nothing either.'
  return new OperatorError({ sentence: `${sentence}${others}`, hint, exitCode: 3, cause: error })
}

function interruptedBefore(): OperatorError {
  return new OperatorError({
    sentence: 'Interrupted before the begin: nothing was sent.',
    hint: 'Run it again.',
    exitCode: 3,
  })
}

async function runAll(hosts: readonly GeneratorHost[], order: HostsOrder): Promise<LoadRun> {
  const { plan, values, sliceArguments, startInSeconds, interrupted, progress } = order
  const startEpochMs = Math.ceil(nowEpochMs() + startInSeconds * 1000)
  const input = planFileText({ ...plan, startEpochMs }, shortDigest)
  const stop = (): void => {
    for (const host of hosts) void host.tell({ kind: 'stop' })
  }
  interrupted.addEventListener('abort', stop, { once: true })
  const ticking = setInterval(() => progress(inWords(plan, startEpochMs)), 1000)
  const deadline = AbortSignal.timeout(Math.ceil(startEpochMs - nowEpochMs() + longestMs(plan)))
  try {
    await Promise.all(
      hosts.map((host, index) =>
        host.tell({
          kind: 'run',
          args: [
            ...['loadtest', 'slice', '--quiet', '--plan', '-', '--slice', `${index + 1}/${hosts.length}`],
            ...['--start-at', new Date(startEpochMs + host.clock.offsetSeconds * 1000).toISOString()],
            ...sliceArguments,
          ],
          input,
          environment: values,
        }),
      ),
    )
    if (interrupted.aborted) stop()
    const results = await Promise.all(hosts.map((host) => within(deadline, host, resultOf(host))))
    return joined(results)
  } finally {
    clearInterval(ticking)
    interrupted.removeEventListener('abort', stop)
  }
}

function joined(results: readonly (SliceRun | Failure)[]): LoadRun {
  const runs = results.filter((result): result is SliceRun => 'slice' in result)
  const failures = results.flatMap((result, index) => ('problem' in result ? [[index, result] as const] : []))
  const [first] = failures
  if (runs.length === 0 && first !== undefined)
    throw new OperatorError({
      sentence: `No generator has a result; ${first[1].name}: ${first[1].problem}.`,
      hint: 'Mend that, and run it again.',
      exitCode: 3,
    })
  return joinSlices(runs, new Map(failures))
}

/** Reads what a host says until it ends: its result, or why it has none. */
async function resultOf(host: GeneratorHost): Promise<SliceRun | Failure> {
  let found: SliceRun | null = null
  let problem: string | null = null
  for (let word = await host.next(); word !== null; word = await host.next()) {
    if (word.kind === 'line') {
      const { runs, problems } = resultsInLog(word.text, host.name)
      found = runs[0] ?? found
      problem = problems[0] ?? problem
    } else if (word.kind === 'ended') problem ??= saidLast(word)
  }
  if (found !== null) return { ...found, slice: { ...found.slice, name: host.name, clock: host.clock } }
  return { name: host.name, problem: (problem ?? host.reason().sentence).replace(/\.$/, '') }
}

/** The sentence of its error, rather than the hint after it. */
function saidLast({ errors, exitCode }: { errors: string; exitCode: number | null }): string {
  const said = errors.split('\n').findLast((line) => line.startsWith('error: '))
  return said?.slice('error: '.length) ?? lastWords({ errors, exitCode })
}

function within(
  deadline: AbortSignal,
  { name }: GeneratorHost,
  result: Promise<SliceRun | Failure>,
): Promise<SliceRun | Failure> {
  const late = new Promise<Failure>((resolve) => {
    deadline.addEventListener('abort', () => resolve({ name, problem: 'it gave no result in time' }), {
      once: true,
    })
  })
  return Promise.race([result, late])
}

function longestMs(plan: HostsOrder['plan']): number {
  const { drainSeconds, timeoutSeconds } = plan.plan
  return (loadSeconds(plan) + 2 * drainSeconds + timeoutSeconds) * 1000 + aroundMs
}

function loadSeconds({ plan: { model, warmupSeconds } }: HostsOrder['plan']): number {
  return warmupSeconds + modelSeconds(model)
}

function inWords(plan: HostsOrder['plan'], startEpochMs: number): string {
  const seconds = Math.round((nowEpochMs() - startEpochMs) / 1000)
  if (seconds < 0) return `all begin in ${-seconds} s`
  return `${Math.min(seconds, Math.round(loadSeconds(plan)))} s of ${Math.round(loadSeconds(plan))} s`
}
