import type { Fact, ProcessFacts, ProcessList, TcpListener, TcpSockets } from '../../core/index.ts'
import { processName } from '../culprit.ts'

/** The listener where the most connections wait to be accepted; null where none waits anywhere. */
export function fullestListener(sockets: Fact<TcpSockets>): TcpListener | null {
  if (!sockets.known) return null
  const [fullest] = sockets.last.listeners
    .filter(({ waiting }) => waiting > 0)
    .toSorted((a, b) => b.waiting - a.waiting)
  return fullest ?? null
}

/**
 * The process that most likely has `listener`: the only one whose command line names its address as a server does, or the
 * only one that is stopped while connections wait. Null where neither is so: sockets do not tell whose they are.
 */
export function likelyOwner(listener: TcpListener, processes: Fact<ProcessList>): string | null {
  if (!processes.known) return null
  const all = processes.last.processes.filter(({ isKernelThread }) => !isKernelThread)
  const named = all.filter(({ command }) => namesAddress(command, listener.address))
  const owner = only(named) ?? only(all.filter(({ state }) => state === 'T'))
  return owner === null ? null : processName(owner)
}

/** Servers show where they listen as `*:6379` or `0.0.0.0:6379`; a port alone may be that of a client. */
function namesAddress(command: string | null, address: string): boolean {
  const port = address.slice(address.lastIndexOf(':') + 1)
  const written = new Set([address, `*:${port}`, `0.0.0.0:${port}`, `[::]:${port}`])
  return (command ?? '').split(/[\0\s=]+/).some((word) => written.has(word))
}

/** Workers of one server all bear its command line: the first of them stands for all. */
function only(processes: readonly ProcessFacts[]): ProcessFacts | null {
  const [first] = processes
  return first !== undefined && processes.every(({ name }) => name === first.name) ? first : null
}
