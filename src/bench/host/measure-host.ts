import { diskProgram, type ScratchFolder } from '../../apply/index.ts'
import { type FigureSamples, type HostMeasurement, hostFigures } from '../../comparison/index.ts'
import type { World } from '../../core/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { loadPerCore, watchSteal } from '../cpu-contention.ts'
import { askProgram, type RoundAnswer } from './ask-program.ts'
import { memoryBuffer } from './buffer-size.ts'
import { findDiskPlace } from './disk-place.ts'
import type { HostSession } from './probe.ts'
import { hostProbes } from './probes/index.ts'
import type { HostSettings } from './settings.ts'

/** What is asked for besides the settings. */
export interface HostRequest {
  /** A folder on the disk in question, as the operator wrote it. */
  dataDirectory: string
  settings: HostSettings
  progress(text: string): void
}

/**
 * Measures this box in rounds, each part once a round, so that what changes meanwhile shows as noise. An interrupted run keeps
 * what it has. Throws OperatorError (exit 2) for a folder that cannot be measured; a part that fails is missing, with a reason.
 */
export async function measureHost(
  world: World,
  scratch: ScratchFolder,
  { dataDirectory, settings, progress }: HostRequest,
): Promise<HostMeasurement> {
  const { effectiveCores } = fingerprintMachine(world)
  const session: HostSession = {
    settings,
    disk: findDiskPlace(world, dataDirectory, settings.disk.fileBytes),
    memory: memoryBuffer(world, settings.memoryBytes),
    threads: Math.max(1, Math.ceil(effectiveCores)),
  }
  const load = loadPerCore(world, Math.max(1, effectiveCores))
  const stealSince = watchSteal(world)
  const { text } = await import('./host-text.ts')
  const programs = {
    host: scratch.write('host.mjs', text),
    disk: scratch.write('disk.mjs', await diskProgram()),
  }
  const figures = hostFigures.map(({ id }): FigureSamples => ({ id, samples: [], missing: null }))
  const startMs = world.clock.monotonicMs()
  let whole = 0
  while (!world.interrupted.aborted && fitsAnother(whole, world.clock.monotonicMs() - startMs, settings)) {
    for (const { doing, program, order, names } of hostProbes) {
      progress(`round ${whole + 1}: ${doing}`)
      const answer = await askProgram(world, programs[program], order(session), names)
      if (answer === null) break
      keep(figures, answer)
    }
    if (!world.interrupted.aborted) whole++
  }
  return {
    figures,
    rounds: whole,
    disk: session.disk,
    memory: session.memory,
    threads: session.threads,
    stealRatio: stealSince(),
    loadPerCore: load,
    isPartial: world.interrupted.aborted,
  }
}

/** Whether a round as long as those before would end in time. */
function fitsAnother(
  rounds: number,
  elapsedMs: number,
  { rounds: { least, most }, seconds }: HostSettings,
): boolean {
  if (rounds < least) return true
  return rounds < most && elapsedMs * (1 + 1 / rounds) <= seconds * 1000
}

function keep(figures: readonly FigureSamples[], { values, missing }: RoundAnswer): void {
  for (const figure of figures) {
    const value = values.get(figure.id)
    if (value !== undefined) figure.samples.push(value)
    figure.missing ??= missing.get(figure.id) ?? null
  }
}
