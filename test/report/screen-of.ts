import type { Envelope, Outcome } from '../../src/core/index.ts'
import { formats, plainColour } from '../../src/report/index.ts'

/** The lines of an answer on a terminal of 80 columns. */
export async function screenOf(outcome: Outcome<unknown>): Promise<string[]> {
  const envelope: Envelope = {
    ...outcome,
    schema: 'lewis-perf/1',
    command: 'diagnose process',
    input: {},
    status: 'pass',
    exitCode: 0,
    interrupted: false,
    error: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 3000,
    tool: { name: 'lewis-perf', version: '1.0.0', node: '20.19.0' },
    machine: null,
    profile: null,
  }
  const reporter = await formats.find(({ name }) => name === 'table')?.load()
  const look = { width: 80, colour: plainColour, unicode: true, quiet: false, verbose: false }
  return [...(reporter?.([envelope], look) ?? [])].join('').trimEnd().split('\n')
}
