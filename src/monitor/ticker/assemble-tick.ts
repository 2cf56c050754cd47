import type { ProcessLine, Tick } from '../../core/index.ts'
import type { Handed } from './watched-source.ts'

/** The tick that was due at `epochMs`, of what all sources gave to it. Where two tell the same series, the first that knows it counts. */
export function assembleTick(epochMs: number, handed: readonly Handed[]): Tick {
  const values: Record<string, number | null> = {}
  let processes: readonly ProcessLine[] | null = null
  for (const { look, untold } of handed) {
    for (const key of untold) values[key] ??= null
    if (look === null) continue
    for (const [key, value] of Object.entries(look.values)) values[key] ??= value
    processes ??= look.processes ?? null
  }
  return { epochMs, values, sources: handed.map(({ state }) => state), processes }
}
