import type { World } from '../core/index.ts'

/** CPU time of all cores since boot, in ticks. */
interface CpuTimes {
  total: number
  steal: number
}

/** Looks at the time of all cores now, and answers a function for the share of it that went to other machines since then. */
export function watchSteal({ files }: Pick<World, 'files'>): () => number | null {
  const before = cpuTimes({ files })
  return () => {
    const after = cpuTimes({ files })
    if (before === null || after === null || after.total <= before.total) return null
    return Math.max(0, after.steal - before.steal) / (after.total - before.total)
  }
}

/** Tasks that want a core, per core: the load average of one minute. Null where the kernel does not say. */
export function loadPerCore({ files }: Pick<World, 'files'>, cores: number): number | null {
  const text = files.kernelText('/proc/loadavg')
  const load = text.ok ? Number.parseFloat(text.value) : Number.NaN
  return Number.isFinite(load) ? load / cores : null
}

function cpuTimes({ files }: Pick<World, 'files'>): CpuTimes | null {
  const text = files.kernelText('/proc/stat')
  const [, line] = text.ok ? (/^cpu +(.+)$/m.exec(text.value) ?? []) : []
  if (line === undefined) return null
  // What guests take is in user and nice already.
  const ticks = line.split(' ').map(Number).slice(0, 8)
  return { total: ticks.reduce((sum, one) => sum + one, 0), steal: ticks[7] ?? 0 }
}
