import type { InterfaceCounters } from '../../core/index.ts'
import { wholeNumbers } from './whole-number.ts'

/** /proc/net/dev by interface; damaged lines are left out. */
export function parseInterfaceCounters(text: string): ReadonlyMap<string, InterfaceCounters> {
  const interfaces = new Map<string, InterfaceCounters>()
  for (const line of text.split('\n')) {
    // Old kernels write no blank after it; an alias such as `eth0:1` has one more.
    const colon = line.lastIndexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim()
    const numbers =
      wholeNumbers(
        line
          .slice(colon + 1)
          .trim()
          .split(/\s+/),
      ) ?? []
    const [rxBytes, rxPackets, rxErrors, rxDropped, rxFifo] = numbers
    const [txBytes, txPackets, txErrors, txDropped, txFifo] = numbers.slice(8)
    if (name === '' || rxBytes === undefined || rxPackets === undefined || rxErrors === undefined) continue
    if (rxDropped === undefined || rxFifo === undefined || txBytes === undefined) continue
    if (txPackets === undefined || txErrors === undefined || txDropped === undefined || txFifo === undefined)
      continue
    interfaces.set(name, {
      rxBytes,
      rxPackets,
      rxErrors,
      rxDropped,
      rxFifo,
      txBytes,
      txPackets,
      txErrors,
      txDropped,
      txFifo,
    })
  }
  return interfaces
}
