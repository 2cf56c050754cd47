import { resolve } from 'node:path'
import type { Gathered } from '../../core/index.ts'
import { fingerprintMachine, gatherHost } from '../../probes/index.ts'
import type { Holding, SizeRequest } from '../../sizing/index.ts'
import type { Context } from '../command.ts'

/** The part of a request that is about this machine. */
export type HostRequest = Pick<SizeRequest, 'host' | 'hostDoubts'>

/** This machine as the plan is compared with it; data will be stored below `dataDirectory`. */
export function gatherHostRequest(dataDirectory: string, { world, measuredOn }: Context): HostRequest {
  measuredOn(fingerprintMachine(world))
  const host = gatherHost(world, { path: resolve(world.directory, dataDirectory) })
  const facts = [host.cpu, host.memory, host.network]
  return {
    host: {
      cpu: holding(host.cpu, (cpu) => cpu.effectiveCores, 'its CPUs cannot be read'),
      memory: holding(host.memory, (memory) => memory.effectiveBytes, 'its memory cannot be read'),
      storage: holding(
        host.storage,
        (storage) => storage.availableBytes,
        'the space of its disk cannot be read',
      ),
      network: holding(host.network, (link) => link.bitsPerSecond, 'the kernel states no speed for its link'),
    },
    hostDoubts: facts.flatMap((fact) => (fact.ok ? fact.value.doubts : [])),
  }
}

function holding<T extends { because: string }>(
  fact: Gathered<T>,
  amount: (value: T) => number,
  unknown: string,
): Holding {
  return fact.ok
    ? { ok: true, value: amount(fact.value), because: fact.value.because }
    : { ok: false, reason: `${unknown} (${fact.reason})` }
}
