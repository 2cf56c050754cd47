import type { ScratchFolder } from '../../apply/index.ts'
import { type GateFacts, gateRule } from '../../comparison/index.ts'
import { seededRandom, type World } from '../../core/index.ts'
import { median } from '../../metrics/index.ts'
import { type Aside, type CommandRunOptions, openCommandSession, runCommandOnce } from '../command/index.ts'
import { controlSeconds } from '../suite/index.ts'
import { watchDisturbances } from './disturbances.ts'
import { gateFactsOf } from './gate-facts-of.ts'
import { runGate } from './run-gate.ts'
import type { Arm, Slot } from './slot.ts'

export interface CommandGateRequest {
  commands: Readonly<Record<Arm, string>>
  /** What the result calls it. */
  name: string
  /** Before and after every measured run; null for nothing. */
  prepare: string | null
  conclude: string | null
  /** Before the first pair and after the last, once. */
  setup: string | null
  cleanup: string | null
  warmupRuns: number
  rule: { tolerance?: number; detect?: number }
  seed: number
  cores: number
  options: Omit<CommandRunOptions, 'paddingBytes'>
  progress(text: string): void
}

/** Short commands run several times in one slot, so that a slot lasts about so long. */
const slotSeconds = 0.25
const mostRuns = 20

/** Compares one command with another in pairs of slots. Throws OperatorError where one of them fails or cannot be run. */
export async function gateCommands(
  world: World,
  scratch: ScratchFolder,
  asked: CommandGateRequest,
): Promise<GateFacts> {
  const rule = gateRule(asked.rule)
  const random = seededRandom(asked.seed)
  const session = await openCommandSession(world, scratch)
  const once = async (command: string, options: Partial<CommandRunOptions> = {}): Promise<number | null> =>
    (
      await runCommandOnce(world, session, command, {
        ...asked.options,
        paddingBytes: random.below(4096),
        ...options,
      })
    )?.wallSeconds ?? null
  const aside = async (option: Aside, command: string | null): Promise<void> => {
    if (command === null) return
    await once(command, { input: null, output: 'null', ignoreFailure: [], aside: option })
  }
  const timed = async (arm: Arm): Promise<number | null> => {
    await aside('--prepare', asked.prepare)
    const seconds = await once(asked.commands[arm])
    await aside('--conclude', asked.conclude)
    return seconds
  }
  const measure = async (arm: Arm): Promise<Slot> => {
    const control = controlSeconds()
    const times: number[] = []
    let total = 0
    while (times.length === 0 || (total < slotSeconds && times.length < mostRuns)) {
      const seconds = await timed(arm)
      if (seconds === null) break
      times.push(seconds)
      total += seconds
    }
    return {
      seconds: times.length === 0 ? new Map() : new Map([[asked.name, median(times)]]),
      failures: new Map(),
      controlSeconds: (control + controlSeconds()) / 2,
    }
  }
  const disturbances = watchDisturbances(world, asked.cores)
  try {
    await aside('--setup', asked.setup)
    for (const arm of ['base', 'head'] as const)
      for (let run = 0; run < asked.warmupRuns && !world.interrupted.aborted; run++) await timed(arm)
    const run = await runGate({
      rule,
      random,
      names: async () => [asked.name],
      groupSize: 1,
      measure,
      isInterrupted: () => world.interrupted.aborted,
      progress: asked.progress,
    })
    return {
      ...gateFactsOf(run, rule),
      base: { label: asked.commands.base, commit: null },
      head: { label: asked.commands.head, commit: null },
      removed: [],
      unloadable: [],
      allowRemoved: false,
      seed: asked.seed,
      isConfirmed: false,
      disturbances: disturbances(),
    }
  } finally {
    await aside('--cleanup', asked.cleanup).catch(() => {})
  }
}
