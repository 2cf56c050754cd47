import type { CommandRun } from '../../../comparison/index.ts'

/** What the meter could not do: open one of the three files, start the program, or make a process. */
export interface MeterFailure {
  stage: 'input' | 'output' | 'errors' | 'exec' | 'fork'
  errno: number
}

const stages = [null, 'input', 'output', 'errors', 'exec', 'fork'] as const

/** Reads the record of 200 bytes: stage, errno, two clocks, the status of wait4, struct rusage; null where it is no whole record. */
export function readRecord(bytes: Uint8Array): CommandRun | MeterFailure | null {
  if (bytes.length !== 200) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const long = (at: number): number => Number(view.getBigInt64(at, true))
  const stage = stages[long(0)]
  if (stage === undefined) return null
  if (stage !== null) return { stage, errno: view.getInt32(8, true) }
  const status = view.getInt32(48, true)
  const signal = status & 0x7f
  return {
    // Subtracted before they are joined: seconds since boot with nanoseconds do not fit a double.
    wallSeconds: long(32) - long(16) + (long(40) - long(24)) / 1e9,
    userSeconds: long(56) + long(64) / 1e6,
    systemSeconds: long(72) + long(80) / 1e6,
    peakBytes: long(88) * 1024,
    minorFaults: long(120),
    majorFaults: long(128),
    voluntarySwitches: long(184),
    involuntarySwitches: long(192),
    exitCode: signal === 0 ? (status >> 8) & 0xff : null,
    signal: signal === 0 ? null : signal,
    leftRunning: false,
  }
}
