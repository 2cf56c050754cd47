import type { MeasuredMemory } from '../../comparison/index.ts'
import type { World } from '../../core/index.ts'
import { gatherHost } from '../../probes/index.ts'

/** For a CPU that does not tell its caches. */
const assumedCacheBytes = 2 ** 25
const cacheFolder = '/sys/devices/system/cpu/cpu0/cache'

/**
 * A buffer of at least twice the last cache and at most a quarter of the memory that is free and may be used, as a power of
 * two within `bounds`.
 */
export function memoryBuffer(
  world: Pick<World, 'files' | 'platform' | 'clock'>,
  bounds: { least: number; most: number },
): MeasuredMemory {
  const lastLevelCacheBytes = lastCacheBytes(world)
  const { memory } = gatherHost(world, { path: '/' })
  const known = memory.ok ? (memory.value.availableBytes ?? memory.value.effectiveBytes / 2) : 0
  const wanted = 2 ** Math.ceil(Math.log2(2 * (lastLevelCacheBytes ?? assumedCacheBytes)))
  const affordable = known > 0 ? 2 ** Math.floor(Math.log2(known / 4)) : bounds.least
  return {
    bufferBytes: Math.max(bounds.least, Math.min(wanted, affordable, bounds.most)),
    lastLevelCacheBytes,
  }
}

/** The largest cache of the first CPU; null where the kernel does not say. */
function lastCacheBytes({ files }: Pick<World, 'files'>): number | null {
  const names = files.entries(cacheFolder)
  const sizes = (names.ok ? names.value : []).flatMap((name) => {
    const text = files.text(`${cacheFolder}/${name}/size`)
    const [, number, unit] = text.ok ? (/^(\d+)([KM])$/.exec(text.value.trim()) ?? []) : []
    return number === undefined ? [] : [Number(number) * (unit === 'M' ? 2 ** 20 : 2 ** 10)]
  })
  return sizes.length === 0 ? null : Math.max(...sizes)
}
