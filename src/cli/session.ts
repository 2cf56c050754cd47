import { type Command, type Context, runCommand } from '../commands/index.ts'
import type { Envelope, Machine, Profile, World } from '../core/index.ts'
import { loadProfile } from '../profiles/index.ts'
import type { Invocation } from './program.ts'
import { newProgress } from './progress.ts'
import type { Settings } from './settings.ts'
import { withStreams } from './streams.ts'

/** What a run of one command came to. */
export interface Ran {
  envelopes: Envelope[]
  /** The envelopes were saved by an earlier run and are only shown again. */
  saved: boolean
  profile: Profile | null
  /** The command asked for its profile, be it that the profile could not be loaded. */
  askedForProfile: boolean
  askedForSeed: boolean
}

/** What a run made use of. */
interface Used {
  profile: Profile | null
  machine: Machine | null
  seed: boolean
}

/** Runs the command of `invocation`. Throws OperatorError where saved results cannot be read. */
export async function runInvocation(invocation: Invocation, settings: Settings, world: World): Promise<Ran> {
  const { command, input, name, operands, written } = invocation
  const used: Used = { profile: null, machine: null, seed: false }
  let loading: Promise<Profile> | null = null
  const seen = await withStreams(world, [
    settings.profile,
    ...operands,
    ...filesNamed(command, input, 'readsFile'),
  ])
  const load = async () => {
    const { profile } = await loadProfile(settings.profile, seen)
    used.profile = profile
    return profile
  }
  const progress = newProgress(world, settings.quiet)
  const context: Context = {
    world: seen,
    operands,
    profile: () => {
      loading ??= load()
      return loading
    },
    measuredOn: (machine) => {
      used.machine = machine
    },
    progress: progress.update,
    announce: progress.announce,
    live: async (picture) => {
      if (settings.quiet) return null
      const { openLiveScreen } = await import('./live-screen.ts')
      return openLiveScreen(world, picture, settings)
    },
    seed: () => {
      used.seed = true
      return settings.seed ?? world.clock.epochMs() % 2 ** 32
    },
  }
  const { run, saved } = command
  if (saved !== undefined) return ran(await saved(input, context), true)
  if (run === undefined) throw new Error(`${name} does nothing`)
  const options = { command: name, input: written, strict: settings.strict, used: () => used }
  try {
    return ran([await runCommand(options, world, () => run(input, context))], false)
  } finally {
    progress.stop()
  }

  function ran(envelopes: Envelope[], isSaved: boolean): Ran {
    return {
      envelopes,
      saved: isSaved,
      profile: used.profile,
      askedForProfile: loading !== null,
      askedForSeed: used.seed,
    }
  }
}

/** The values of options that name files to read, or to write. */
export function filesNamed(
  { options }: Command,
  input: Record<string, unknown>,
  use: 'readsFile' | 'writesFile',
): string[] {
  return Object.entries(options)
    .filter(([, option]) => option.kind === 'value' && option[use] === true)
    .flatMap(([key]) => input[key])
    .filter((name): name is string => typeof name === 'string')
}
