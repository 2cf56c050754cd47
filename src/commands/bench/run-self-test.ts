import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { appendLines, openScratchFolder } from '../../apply/index.ts'
import { gateSuites, writeKnownSuites } from '../../bench/index.ts'
import {
  parseSelfTest,
  presentSelfTest,
  type SelfTestData,
  type SelfTestGate,
  selfTestLine,
} from '../../comparison/index.ts'
import type { Outcome } from '../../core/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import type { BenchInput } from './options.ts'
import { suiteProcess, suiteRequest } from './suite-settings.ts'

/** Runs gates on code that is the same and on code that is 5 % slower, and counts over all runs what they said. */
export async function runSelfTest(input: BenchInput, context: Context): Promise<Outcome<SelfTestData>> {
  const { world, progress } = context
  const { id, effectiveCores } = fingerprintMachine(world)
  const gates = input.resume === undefined ? [] : gatesIn(input.resume, context)
  const seed = context.seed()
  const scratch = openScratchFolder()
  try {
    const suites = writeKnownSuites(scratch)
    const count = input.gates ?? 1
    for (let index = 0; index < 2 * count && !world.interrupted.aborted; index++) {
      const kind = index % 2 === 0 ? 'same' : 'slower'
      const startMs = world.clock.monotonicMs()
      const data = await gateSuites({ ...world, directory: suites.head(kind) }, scratch, {
        operands: [],
        base: { kind: 'directory', directory: suites.base },
        build: undefined,
        tolerance: input.tolerance,
        detect: input.detect,
        allowRemoved: false,
        seed: (seed + index) % 2 ** 32,
        cores: effectiveCores,
        request: suiteRequest(input, { isGate: true }),
        process: suiteProcess(input, world),
        progress: (text) => progress(`gate ${index + 1} of ${2 * count}: ${text}`),
      })
      const [judgement] = data.judgements
      // A gate that was cut short says nothing of the gate.
      if (judgement === undefined || world.interrupted.aborted) break
      const gate: Omit<SelfTestGate, 'schema'> = {
        at: new Date(world.clock.epochMs()).toISOString(),
        machine: id,
        kind,
        verdict: judgement.verdict,
        estimate: judgement.estimate,
        pairs: judgement.pairs,
        seconds: (world.clock.monotonicMs() - startMs) / 1000,
      }
      if (input.resume !== undefined)
        appendLines(resolve(world.directory, input.resume), [selfTestLine(gate)])
      gates.push({ schema: 'lewis-perf/self-test/1', ...gate })
    }
    return presentSelfTest(gates, id)
  } finally {
    scratch.remove()
  }
}

function gatesIn(file: string, context: Context): SelfTestGate[] {
  if (!existsSync(resolve(context.world.directory, file))) return []
  return parseSelfTest(readInput(file, 'Give a file of an earlier self-test.', context), file)
}
