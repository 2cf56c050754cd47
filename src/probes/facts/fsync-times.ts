import type { FsyncProbe } from '../../core/index.ts'
import { jsonAmount, jsonText, parseJsonObject } from './json-value.ts'

/** What the probe of a disk's write times handed over as JSON; null when something is missing. */
export function parseFsyncProbe(text: string): FsyncProbe | null {
  const probe = parseJsonObject(text) ?? {}
  const directory = jsonText(probe['directory'])
  const samples = jsonAmount(probe['samples'])
  const p50Seconds = jsonAmount(probe['p50Seconds'])
  const p99Seconds = jsonAmount(probe['p99Seconds'])
  const maxSeconds = jsonAmount(probe['maxSeconds'])
  if (directory === null || samples === null || p50Seconds === null) return null
  if (p99Seconds === null || maxSeconds === null) return null
  return { directory, samples, p50Seconds, p99Seconds, maxSeconds }
}
