import { OperatorError, secretValues } from '../../core/index.ts'
import { hideValues, type LoadPlan, type PlanFile } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { contradict } from '../contradict.ts'
import type { LoadtestInput } from './options.ts'
import { isLoopback } from './target-of.ts'

/** Throws OperatorError (exit 2) where options about several generators contradict others, or would do nothing. */
export function assertDistribution(input: LoadtestInput, plan: LoadPlan): void {
  const { emit, generators } = input
  if (emit !== undefined && generators !== undefined) throw contradict('--emit', '--generators')
  const given = flagsGiven(input)
  if (emit === undefined) refuse(given, ['--parallelism', '--image'], 'is about --emit, which is not given')
  if (emit?.kind === 'plan') refuse(given, ['--image'], 'is about --emit kubernetes-job')
  if (emit === undefined && generators === undefined)
    refuse(given, ['--start-in'], 'is about several generators, and there is one')
  if (emit !== undefined) {
    refuse(given, ['--slo', '--hdr'], 'is about a result, which merge makes: give it to loadtest merge')
    refuse(given, ['--baseline', '--push'], 'is about a result, and nothing is run here')
  }
  if (emit !== undefined || generators !== undefined) {
    refuse(given, ['--find-max', '--abort-on-fail'], 'needs one machine that sees the whole load')
    refuse(
      given,
      ['--demo', '--demo-with'],
      'is a target of this machine, which other generators do not reach',
    )
    refuse(given, ['--watch', '--engine'], 'is about one generator, and here are several')
    refuse(given, ['--unix-socket'], 'is a socket of this machine, which other generators do not reach')
    const parts = generators?.length ?? input.parallelism ?? 1
    if (plan.model.kind === 'closed' && plan.model.users < parts)
      throw new OperatorError({
        sentence: `${parts} generators would share ${plan.model.users} users, so that some had none.`,
        hint: 'Ask for more --users or for fewer generators.',
      })
  }
}

function flagsGiven(input: LoadtestInput): ReadonlySet<string> {
  const all: readonly (readonly [flag: string, given: unknown])[] = [
    ['--parallelism', input.parallelism],
    ['--image', input.image],
    ['--start-in', input.startIn],
    ['--slo', input.slo],
    ['--hdr', input.hdr],
    ['--baseline', input.baseline],
    ['--push', input.push],
    ['--find-max', input.findMax],
    ['--abort-on-fail', input.abortOnFail],
    ['--unix-socket', input.unixSocket],
    ['--watch', input.watch],
    ['--demo', input.demo],
    ['--demo-with', input.demoWith],
    ['--engine', input.engine],
  ]
  return new Set(all.filter(([, given]) => given !== undefined).map(([flag]) => flag))
}

function refuse(given: ReadonlySet<string>, flags: readonly string[], why: string): void {
  const flag = flags.find((one) => given.has(one))
  if (flag !== undefined)
    throw new OperatorError({ sentence: `${flag} ${why}.`, hint: 'Leave it out, or see loadtest --help.' })
}

/** Linux takes 128 KiB, with its name. */
const mostVariableBytes = 131_000

/** The plan as it travels, with its secrets beside it. */
export function travellingPlan(
  plan: LoadPlan,
  { generators, startEpochMs }: Pick<PlanFile, 'generators' | 'startEpochMs'>,
  { world }: Context,
): { file: PlanFile; values: Record<string, string> } {
  const { data, hidden, values } = hideValues(plan, secretValues(world.environment))
  for (const [variable, text] of Object.entries(values))
    if (Buffer.byteLength(text) > mostVariableBytes)
      throw new OperatorError({
        sentence: `${hidden.find((one) => one.variable === variable)?.what} is confidential and longer than a variable of another process may be.`,
        hint: 'Give fewer rows or a shorter body.',
      })
  return {
    file: {
      schema: 'lewis-perf/load-plan/1',
      tool: world.toolVersion,
      generators,
      startEpochMs,
      hidden,
      plan: data,
    },
    values,
  }
}

/** What a slice is told on its command line, besides its plan: nothing that the whole load was not allowed. */
export function sliceArguments({ workers, allow = [], force, maxBytes }: LoadtestInput): string[] {
  return [
    ...(workers === undefined ? [] : ['--workers', String(workers)]),
    ...allow.flatMap((host) => ['--allow', host]),
    ...(maxBytes === undefined ? [] : ['--max-bytes', `${maxBytes}B`]),
    ...(force === true ? ['--force'] : []),
  ]
}

/** Loopback is another place on each machine. */
export function loopbackWarnings({ targets }: LoadPlan, where: string): string[] {
  return targets
    .filter(isLoopback)
    .map(({ name }) => `${name} is ${where} itself: each generator loads its own, and not this machine.`)
}
