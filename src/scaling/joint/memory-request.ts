import { formatQuantity } from '../../report/index.ts'
import { oomSampleBytes } from '../vpa/index.ts'
import type { PodBounds, WorkloadFacts } from './joint-goal.ts'
import { spanText } from './span-text.ts'
import { mostOf } from './wanted-load.ts'

const margin = 1.15
const mib = 2 ** 20
const week = 604_800

/** What a pod should have of memory, and why. */
export interface MemoryRequest {
  bytes: number
  because: string
  /** It is less than what was seen to be needed. */
  isCut: boolean
  doubt: string | null
}

/**
 * The fullest that any pod ever was in all of the history, or what a kill says it wanted, and 15 % more; in whole MiB. Nothing decays: what is
 * needed once a week is needed.
 */
export function memoryRequest({ load, oomKills, current }: WorkloadFacts, bounds: PodBounds): MemoryRequest {
  const peak = mostOf(load.memoryBytes)
  const killed = oomKills.reduce(
    (most, { limitBytes }) => Math.max(most, oomSampleBytes(limitBytes, peak)),
    0,
  )
  const seconds = load.memoryBytes.length * load.stepSeconds
  if (peak === 0 && killed === 0)
    return {
      bytes: current.memoryRequestBytes,
      because: 'memory: nobody measured it, so its request stays',
      isCut: false,
      doubt: 'No memory was measured: bring its series.',
    }
  const need = Math.ceil((Math.max(peak, killed) * margin) / mib) * mib
  const bytes = Math.max(bounds.leastMemoryBytes, Math.min(bounds.mostMemoryBytes, need))
  const size = (value: number): string => formatQuantity(value, 'bytes')
  const from =
    killed > peak
      ? `${oomKills.length} kill${oomKills.length === 1 ? '' : 's'} for want of memory, at most at ${size(Math.max(...oomKills.map((kill) => kill.limitBytes)))}: ${size(killed)}`
      : `peak ${size(peak)} in ${spanText(seconds)}`
  const cut =
    bytes < need
      ? `, cut to ${size(bytes)} by the most a pod may have`
      : bytes > need
        ? `, raised to ${size(bytes)} by the least a pod may have`
        : ''
  return {
    bytes,
    because: `memory: ${from} x ${margin} = ${size(need)}${cut}`,
    isCut: bytes < need,
    doubt:
      seconds < week ? 'There is less than a week of history: what happens once a week was not seen.' : null,
  }
}
