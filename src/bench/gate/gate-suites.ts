import type { ScratchFolder } from '../../apply/index.ts'
import { type GateFacts, type GateRule, gateRule } from '../../comparison/index.ts'
import { type Random, seededRandom, type World } from '../../core/index.ts'
import { findSuites, noneNamed, suitesThere } from '../find-suites.ts'
import { openSuiteRunner, type SuiteProcess } from '../suite/index.ts'
import { type BaseSource, type BaseTree, openBaseTree } from './base-tree.ts'
import { watchDisturbances } from './disturbances.ts'
import { gateFactsOf } from './gate-facts-of.ts'
import { type GateRun, runGate } from './run-gate.ts'
import { measureSuites, namesInBase, type SuiteArms, suiteNames } from './suite-gate.ts'

export interface SuiteGateRequest {
  /** Suite files and folders as given; all below the working directory when empty. */
  operands: readonly string[]
  base: BaseSource
  build: string | undefined
  tolerance: number | undefined
  detect: number | undefined
  allowRemoved: boolean
  seed: number
  cores: number
  request: SuiteArms['request']
  process: Omit<SuiteProcess, 'directory' | 'paddingBytes'>
  progress(text: string): void
}

/**
 * Compares the suites of the working directory with another version of it, in pairs of fresh processes. A benchmark that fails is
 * measured a second time against a fresh checkout, and fails only if it does so again. What an interruption cuts short is
 * answered as far as it came. Throws OperatorError where a version cannot be made ready or measured.
 */
export async function gateSuites(
  world: World,
  scratch: ScratchFolder,
  asked: SuiteGateRequest,
): Promise<GateFacts> {
  const rule = gateRule(given({ tolerance: asked.tolerance, detect: asked.detect }))
  const files = findSuites(world.directory, asked.operands)
  const random = seededRandom(asked.seed)
  const runner = await openSuiteRunner(world, scratch)
  const disturbances = watchDisturbances(world, asked.cores)
  asked.progress(`making the base ready`)
  let tree = await openBaseTree(world, scratch, asked.base, { build: asked.build, name: 'a' })
  const unloadable = new Map<string, string>()
  const note = (file: string, said: string): void => {
    unloadable.set(file, said)
  }
  const armsFor = (base: BaseTree): SuiteArms => ({
    runner,
    files,
    directories: { base: base.directory, head: world.directory },
    request: asked.request,
    process: asked.process,
    random,
  })
  try {
    await assertNamed(armsFor(tree), asked, world)
    const run = await gate(world, rule, random, asked, armsFor(tree), note, null)
    const own = await namesInBase(armsFor(tree), suitesThere(tree.directory, asked.operands))
    const failing = run.judgements.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name)
    const isConfirmed = failing.length > 0 && !world.interrupted.aborted
    if (isConfirmed) {
      asked.progress('failures are measured once more')
      const label = tree.label
      tree.remove()
      tree = await openBaseTree(world, scratch, asked.base, { build: asked.build, name: 'b' })
      tree = { ...tree, label }
      confirm(run, await gate(world, rule, random, asked, armsFor(tree), note, failing))
    }
    return {
      ...gateFactsOf(run, rule),
      base: { label: tree.label, commit: tree.commit },
      head: { label: 'the working folder', commit: null },
      removed: own.filter((name) => !isKnown(run, name)),
      allowRemoved: asked.allowRemoved,
      seed: asked.seed,
      isConfirmed,
      unloadable: [...unloadable].map(([file, said]) => ({ file, said })),
      disturbances: disturbances(),
    }
  } finally {
    tree.remove()
  }
}

/** Throws OperatorError (exit 2) where no benchmark of head is called what --filter asks for. */
async function assertNamed(arms: SuiteArms, { request }: SuiteGateRequest, world: World): Promise<void> {
  const { filter } = request
  if (filter === null) return
  const all = await suiteNames({ ...arms, request: { ...request, filter: null } }, 'head', () => {})
  if (world.interrupted.aborted || all.some((name) => name.includes(filter))) return
  throw noneNamed(filter, all)
}

function gate(
  world: World,
  rule: GateRule,
  random: Random,
  { progress }: SuiteGateRequest,
  arms: SuiteArms,
  note: (file: string, said: string) => void,
  only: readonly string[] | null,
): Promise<GateRun> {
  return runGate({
    rule,
    random,
    names: async (arm) => (only === null ? suiteNames(arms, arm, note) : only),
    groupSize: groupSizeFor(arms.request),
    measure: (arm, names) => measureSuites(arms, arm, names),
    isInterrupted: () => world.interrupted.aborted,
    progress: (text) => progress(only === null ? text : `once more: ${text}`),
  })
}

/** As many as fit into half a second, so that what disturbs the machine for longer hits both of a pair alike. */
function groupSizeFor({ warmupSeconds, seconds }: SuiteArms['request']): number {
  return Math.max(1, Math.floor(0.5 / (warmupSeconds + seconds)))
}

/** A failure that does not show again is none, and no pass either. */
function confirm(run: GateRun, again: GateRun): void {
  run.judgements = run.judgements.map((judgement) => {
    if (judgement.verdict !== 'fail') return judgement
    const second = again.judgements.find(({ name }) => name === judgement.name)
    if (second?.verdict === 'fail') return judgement
    return {
      ...judgement,
      verdict: 'inconclusive',
      because: `Failed once (${judgement.because.replace(/\.$/, '')}), but not when measured again: ${second?.because ?? 'it was not measured.'}`,
    }
  })
}

function isKnown({ record }: GateRun, name: string): boolean {
  return (
    record.series.some((one) => one.name === name) ||
    record.broken.some((one) => one.name === name) ||
    record.added.includes(name)
  )
}

function given<T extends object>(options: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const present = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as { [K in keyof T]?: NonNullable<T[K]> }
}
