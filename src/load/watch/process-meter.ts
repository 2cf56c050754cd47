import { type Files, OperatorError, type World } from '../../core/index.ts'
import { findProcesses, processGroup, readProcessTree, treeTotal } from '../../probes/index.ts'
import type { UntoldPart, WatchedTarget, WatchLook } from '../../traffic/index.ts'
import { nowEpochMs } from '../transport/index.ts'
import type { Meter } from './meter.ts'
import { type PressureSource, pressureOfProcess } from './process-pressure.ts'
import { stalledSecondsIn } from './stalled.ts'

/** The kernel counts CPU time in hundredths of a second, for user and system each. */
const stepSeconds = 0.02

/** Watches a process, or all of a name, with their children. Throws OperatorError where there is none (exit 2) or no Linux (exit 3). */
export function processMeter({ files, platform }: World, name: string): Meter {
  if (platform.os !== 'linux')
    throw new OperatorError({
      sentence: 'Processes can be watched on Linux only.',
      hint: 'Watch what the target itself exposes: --watch http://HOST:PORT/metrics.',
      exitCode: 3,
    })
  const found = findProcesses({ files }, name)
  const group = processGroup(files, platform, { pid: found[0]?.pid ?? 0, path: null, before: null })
  const pressure = pressureOfProcess(files, found[0]?.pid ?? 0)
  const total = treeTotal()
  const looks: WatchLook[] = []
  const ends: { epochMs: number; what: string }[] = []
  const starts = new Map<number, number>()
  let living = found.map(({ pid }) => pid)
  let mostChildren = 0
  return {
    look() {
      const epochMs = nowEpochMs()
      const uses = readProcessTree(files, living)
      for (const pid of living) {
        const use = uses.find((one) => one.pid === pid)
        const start = starts.get(pid)
        if (use !== undefined && (start ?? use.startTicks) === use.startTicks) {
          starts.set(pid, use.startTicks)
          continue
        }
        living = living.filter((one) => one !== pid)
        ends.push({ epochMs, what: `process ${pid} (${nameOf(pid)}) ended` })
      }
      if (living.length === 0) return
      mostChildren = Math.max(mostChildren, uses.length - living.length)
      looks.push(lookOf(epochMs, { total: total.add(uses), uses, stalled: stalledIn(files, pressure) }))
    },
    finish: () => Promise.resolve(target()),
  }

  function nameOf(pid: number): string {
    return found.find((one) => one.pid === pid)?.name ?? name
  }

  function target(): WatchedTarget {
    const children =
      mostChildren === 0 ? '' : ` and ${mostChildren === 1 ? '1 child' : `${mostChildren} children`}`
    const [only, second] = found
    const cores = group.effectiveCores
    return {
      name,
      kind: 'process',
      what:
        only !== undefined && second === undefined
          ? `process ${only.pid} (${only.name})${children}`
          : `${found.length} processes called ${name}${children}`,
      cores,
      coresBecause:
        cores === null
          ? 'what its affinity and cgroups allow cannot be read'
          : `${cores === group.quotaCores ? 'the CPU quota' : 'affinity and cgroups'} of process ${only?.pid ?? name}`,
      cpuStepSeconds: stepSeconds,
      pressureOf: pressure.of,
      looks,
      untold: untoldIn(looks),
      ends,
    }
  }
}

function lookOf(
  epochMs: number,
  {
    total,
    uses,
    stalled,
  }: { total: number; uses: ReturnType<typeof readProcessTree>; stalled: WatchLook['stalledSeconds'] },
): WatchLook {
  const sum = (of: (use: (typeof uses)[number]) => number | null): number | null =>
    uses.reduce<number | null>((all, use) => {
      const part = of(use)
      return all === null || part === null ? null : all + part
    }, 0)
  return {
    epochMs,
    cpuSeconds: total / 100,
    // One that just ended and was not waited for has none.
    memoryBytes: sum(({ residentBytes }) => residentBytes ?? 0),
    readBytes: sum(({ readBytes }) => readBytes),
    writtenBytes: sum(({ writtenBytes }) => writtenBytes),
    stalledSeconds: stalled,
  }
}

function stalledIn(files: Pick<Files, 'kernelText'>, { paths }: PressureSource): WatchLook['stalledSeconds'] {
  const read = (path: string): number | null => {
    const text = files.kernelText(path)
    return stalledSecondsIn(text.ok ? text.value : null)
  }
  return { cpu: read(paths.cpu), memory: read(paths.memory), io: read(paths.io) }
}

function untoldIn(looks: readonly WatchLook[]): UntoldPart[] {
  const has = (of: (look: WatchLook) => number | null): boolean => looks.some((look) => of(look) !== null)
  return [
    ...(has(({ readBytes }) => readBytes)
      ? []
      : [{ what: 'its disk I/O', reason: 'only its own user or root may read /proc/PID/io' }]),
    ...(has(({ stalledSeconds }) => stalledSeconds.cpu)
      ? []
      : [{ what: 'pressure', reason: 'this kernel counts none (psi=1 turns it on)' }]),
  ]
}
