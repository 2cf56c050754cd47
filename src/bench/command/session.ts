import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ScratchFolder } from '../../apply/index.ts'
import type { CommandRun } from '../../comparison/index.ts'
import type { World } from '../../core/index.ts'
import { type MeterFailure, meterProgram, readRecord } from './meter/index.ts'

/** Where commands are measured: with the meter, or without it and why. */
export interface CommandSession {
  /** Absolute path of the meter; null where it cannot be run here. */
  meter: string | null
  /** Why there is none; null where there is one. */
  meterMissing: string | null
  /** What the last run under the meter came to; null where it left no whole record. */
  record(): CommandRun | MeterFailure | null
  /** Where the meter writes it. */
  recordPath: string
  /** What the last command that served the measured ones said on standard error; empty where that cannot be read. */
  errors(): string
  /** Where it is kept. */
  errorsPath: string
}

/** Puts the meter into `scratch` and tries it; never rejects but where `scratch` cannot be written. */
export async function openCommandSession(world: World, scratch: ScratchFolder): Promise<CommandSession> {
  const recordPath = join(scratch.path, 'record')
  const record = (): CommandRun | MeterFailure | null => {
    try {
      return readRecord(readFileSync(recordPath))
    } catch {
      return null
    }
  }
  const errorsPath = join(scratch.path, 'errors')
  const errors = (): string => {
    const text = world.files.kernelText(errorsPath, 2 ** 20)
    return text.ok ? text.value : ''
  }
  const files = { record, recordPath, errors, errorsPath }
  const without = (meterMissing: string): CommandSession => ({ meter: null, meterMissing, ...files })
  const program = world.platform.os === 'linux' ? meterProgram(process.arch) : null
  if (program === null)
    return without(
      `The meter runs on Linux on x86-64 and aarch64 only, not on ${world.platform.os} ${process.arch}.`,
    )
  const meter = scratch.write('meter', program, 0o700)
  const args = [recordPath, '', '', '', process.execPath, process.execPath, '--version']
  await world.run({ program: meter, args, timeoutMs: 10_000 })
  if (record() === null)
    return without(`The meter could not be run in ${scratch.path}, which may forbid programs (noexec).`)
  return { meter, meterMissing: null, ...files }
}
