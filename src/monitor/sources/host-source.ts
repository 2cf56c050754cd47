import { type Files, OperatorError, type ProcessLine, type World } from '../../core/index.ts'
import { pageBytes } from '../../probes/index.ts'
import {
  busiest,
  kernelFiles,
  localSpace,
  lookAtMachine,
  type MachineLimits,
  type MachineLook,
  machineLimits,
  machineValues,
  spaceValues,
} from './machine/index.ts'
import type { Source } from './source.ts'
import { sourceKind } from './source-kind.ts'

/** What changes slowly is looked at so seldom, in looks. */
const limitsEvery = 10
const processesEvery = 5
/** The list of processes takes no more than half a hundredth of the time: of thousands it is made less often. */
const pauseAfterList = 200

/** This machine, by a few files that are read directly. */
export const hostKind = sourceKind('host', (world) => {
  if (world.platform.os === 'linux') return hostSource(world)
  throw new OperatorError({
    sentence: 'The figures of a machine are read on Linux only.',
    hint: 'Watch a Linux machine with --host user@box, or a page of metrics with --scrape URL.',
    exitCode: 3,
  })
})

function hostSource({ files: all, platform, clock }: World): Source {
  const files = kernelFiles(all)
  const list = processList(all)
  let looks = 0
  let known: { limits: MachineLimits; space: Record<string, number> } | null = null
  let before: MachineLook | null = null
  let processes: number | null = null
  let listAgainMs = Number.NEGATIVE_INFINITY
  return {
    name: 'host',
    look() {
      const number = looks++
      if (known === null || number % limitsEvery === 0) {
        const limits = machineLimits(files, platform)
        known = { limits, space: spaceValues(localSpace(all, limits.mounts)) }
      }
      const now = lookAtMachine(files, known.limits, clock.monotonicMs() / 1000)
      const values = machineValues(before, now, known.limits)
      before = now
      const beganMs = clock.monotonicMs()
      // The second look has the first list, so that nobody waits five times as long for it.
      const isListed = (number % processesEvery === 0 || number === 1) && beganMs >= listAgainMs
      const listed = isListed ? list(beganMs / 1000) : null
      if (listed !== null) {
        const endedMs = clock.monotonicMs()
        listAgainMs = number === 0 ? endedMs : endedMs + (endedMs - beganMs) * pauseAfterList
        processes = listed.count
      }
      return {
        values: { ...values, ...known.space, processes },
        ...(listed?.busiest == null ? {} : { processes: listed.busiest }),
      }
    },
    close: () => Promise.resolve(),
  }
}

/** Lists the processes of this machine: how many there are, and the busiest since the list before. */
function processList(
  files: Files,
): (atSeconds: number) => { count: number | null; busiest: ProcessLine[] | null } {
  const top = busiest()
  let bytes: number | null = null
  return (atSeconds) => {
    const names = files.entries('/proc')
    if (!names.ok) return { count: null, busiest: null }
    const stats = new Map<number, string>()
    for (const name of names.value) {
      if (!/^\d+$/.test(name)) continue
      const stat = files.kernelText(`/proc/${name}/stat`)
      if (stat.ok) stats.set(Number(name), stat.value)
    }
    bytes ??= pageBytes(kernelFiles(files))
    const command = (pid: number): string => {
      const line = files.kernelText(`/proc/${pid}/cmdline`)
      return line.ok ? line.value : ''
    }
    return { count: stats.size, busiest: top({ atSeconds, stats, command, pageBytes: bytes }) }
  }
}
