import type { FleetSettings } from '../replay/index.ts'
import { composeMemory } from './compose-part.ts'

/** The lines of a drop-in for one instance: a quota is all that it gets, so that it is what is requested where there is no limit. */
export function systemdLines(proposed: FleetSettings): string[] {
  const { cpuRequestMilli, memoryRequestBytes } = proposed
  const cpu = proposed.cpuLimitMilli ?? cpuRequestMilli
  const memory = proposed.memoryLimitBytes ?? memoryRequestBytes
  return [
    '[Service]',
    ...(cpu === 0 ? [] : [`CPUQuota=${systemdQuota(cpu)}`]),
    // At the same size it would do nothing.
    ...(memoryRequestBytes > 0 && memoryRequestBytes < memory
      ? [`MemoryHigh=${systemdMemory(memoryRequestBytes)}`]
      : []),
    ...(memory === 0 ? [] : [`MemoryMax=${systemdMemory(memory)}`]),
  ]
}

/** Thousandths of a core as CPUQuota= takes them, whole per cent rounded up. */
export function systemdQuota(milli: number): string {
  return `${Math.ceil(Number((milli / 10).toFixed(6)))}%`
}

/** Bytes as MemoryMax= takes them, whole MiB rounded up. */
export function systemdMemory(bytes: number): string {
  return composeMemory(bytes)
}
