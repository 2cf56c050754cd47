import { openScratchFolder } from '../../apply/index.ts'
import { type BaseSource, gateSuites } from '../../bench/index.ts'
import { type GateData, presentGate } from '../../comparison/index.ts'
import type { Outcome } from '../../core/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import type { Context } from '../command.ts'
import type { BenchInput } from './options.ts'
import { suiteProcess, suiteRequest } from './suite-settings.ts'

/** Compares the suites of the working folder with another version of it. */
export async function runSuiteGate(
  input: BenchInput,
  { world, operands, progress, seed }: Context,
): Promise<Outcome<GateData>> {
  const scratch = openScratchFolder()
  try {
    const data = await gateSuites(world, scratch, {
      operands,
      base: baseOf(input),
      build: input.build,
      tolerance: input.tolerance,
      detect: input.detect,
      allowRemoved: input.allowRemoved === true,
      seed: seed(),
      cores: fingerprintMachine(world).effectiveCores,
      request: suiteRequest(input, { isGate: true }),
      process: suiteProcess(input, world),
      progress,
    })
    return presentGate(data)
  } finally {
    scratch.remove()
  }
}

function baseOf({ baseRef, baseDir = '.' }: BenchInput): BaseSource {
  return baseRef === undefined ? { kind: 'directory', directory: baseDir } : { kind: 'ref', ref: baseRef }
}
