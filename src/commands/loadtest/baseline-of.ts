import { machineDifferences } from '../../comparison/index.ts'
import { OperatorError, parseSavedResult } from '../../core/index.ts'
import { runFromSaved } from '../../load/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import {
  type BaselineFacts,
  baselineRule,
  type ComparedPlan,
  compareRuns,
  isLongEnough,
  type LoadPlan,
  type LoadRun,
  type LoadtestData,
  namesIn,
  type PresentedRun,
  planDifferences,
  type SavedRun,
  withBaseline,
} from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import type { LoadtestInput } from './options.ts'

/** Adds what an earlier run says of this one. */
export interface Baseline {
  compare(outcome: PresentedRun, run: LoadRun): PresentedRun
}

const needsBaseline = {
  tolerance: '--tolerance',
  detect: '--detect',
  allowCrossMachine: '--allow-cross-machine',
} as const

/**
 * The earlier run of --baseline, read and judged before anything is sent. Throws OperatorError (exit 2) where it is none, comes from another
 * machine, or put another load on the target, and (exit 3) where it is invalid.
 */
export function baselineOf(input: LoadtestInput, plan: LoadPlan, context: Context): Baseline {
  const { baseline: file } = input
  if (file === undefined) {
    for (const [key, flag] of Object.entries(needsBaseline))
      if (input[key as keyof typeof needsBaseline] !== undefined)
        throw new OperatorError({
          sentence: `${flag} is about a comparison, and there is none.`,
          hint: 'Add --baseline FILE, or leave it out.',
        })
    return { compare: (outcome) => outcome }
  }
  const rule = baselineRule(input)
  const name = file === '-' ? 'standard input' : file
  const { saved, data, machine, startedAt } = savedIn(readInput(file, hint, context), name)
  const before = runFromSaved(saved)
  const differences =
    machine === null
      ? []
      : machineDifferences(machine, fingerprintMachine(context.world)).map(({ sentence }) => sentence)
  refuseMachine(differences, name, input.allowCrossMachine === true)
  const { refusals, remarks } = planDifferences(
    planOfRun(saved, before),
    planNow(plan, (input.workers ?? 1) * (input.generators?.length ?? 1)),
  )
  refuse(refusals, before, data, name)
  const facts = {
    name,
    measuredAt: startedAt,
    rule,
    isAdvisory: differences.length > 0,
    machineDifferences: differences,
    remarks: [
      ...remarks,
      ...(machine === null ? [`${name} does not say which machine it was measured on`] : []),
    ],
  }
  return {
    compare: (outcome, run) =>
      withBaseline(outcome, { ...facts, ...compared(before, run, { outcome, data, rule }) }),
  }
}

const hint = 'Give a file that loadtest wrote with --json or -o FILE.json.'

function compared(
  before: LoadRun,
  run: LoadRun,
  { outcome, data, rule }: { outcome: PresentedRun; data: LoadtestData; rule: BaselineFacts['rule'] },
): Pick<BaselineFacts, 'comparisons' | 'missing'> {
  const { verdict } = outcome.data.validity
  if (verdict === 'invalid') return { comparisons: null, missing: 'this run is invalid' }
  if (!isLongEnough(run)) return { comparisons: null, missing: 'this run was too short' }
  const isDisturbed = verdict === 'suspect' || data.validity.verdict === 'suspect'
  return { comparisons: compareRuns(before, run, rule, isDisturbed), missing: '' }
}

function savedIn(
  text: string,
  name: string,
): {
  saved: SavedRun
  data: LoadtestData
  machine: ReturnType<typeof parseSavedResult>[number]['machine']
  startedAt: string
} {
  const [first, more] = parseSavedResult(text, name)
  const data = (first?.data ?? null) as LoadtestData | null
  if (first?.command.startsWith('loadtest') && data?.run !== undefined && more === undefined)
    return { saved: data.run, data, machine: first.machine, startedAt: first.startedAt }
  throw new OperatorError({
    sentence: `${name} holds ${more === undefined ? `a result of ${first?.command ?? 'nothing'} without a load test in it` : 'several results'}, and one load test is needed to compare with.`,
    hint,
  })
}

function refuseMachine(differences: readonly string[], name: string, isAllowed: boolean): void {
  if (differences.length === 0 || isAllowed) return
  throw new OperatorError({
    sentence: `${name} was measured on another machine: ${differences.join('; ')}.`,
    hint: 'Measure the earlier build here once more, or add --allow-cross-machine for a comparison that only advises.',
  })
}

function refuse(refusals: readonly string[], before: LoadRun, data: LoadtestData, name: string): void {
  if (refusals.length > 0)
    throw new OperatorError({
      sentence: `${name} is of another load, whose figures say nothing of this one: ${refusals.join('; ')}.`,
      hint: 'Ask for the same load as then, or measure the earlier build with this one.',
    })
  if (!isLongEnough(before))
    throw new OperatorError({
      sentence: `${name} is too short to be compared with: it ran for ${Math.round(before.measuredSeconds)} s.`,
      hint: 'Measure it for 30 s or more.',
    })
  if (data.validity.verdict !== 'invalid') return
  throw new OperatorError({
    sentence: `The run in ${name} is invalid, so that nothing can be compared with it: ${data.validity.reasons.join(' ')}`,
    hint: 'Measure the earlier build again.',
    exitCode: 3,
  })
}

function planOfRun({ model, targets, generators }: SavedRun, { tally }: LoadRun): ComparedPlan {
  return { model, targets, requests: namesIn(tally, 'request'), generators }
}

/** Of a scenario each user logs in once: that is no part of the load. */
function planNow({ model, targets, requests, scenario }: LoadPlan, generators: number): ComparedPlan {
  const asked = scenario === null ? requests : scenario.steps.map(({ request }) => request)
  return {
    model,
    targets: targets.map(({ name }) => name),
    requests: [...new Set(asked.map(({ name }) => name))],
    generators,
  }
}
