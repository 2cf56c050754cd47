import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'
import { type Envelope, type Machine, type Outcome, worstStatus } from '../../../src/core/index.ts'

/** When and how a benchmark was run. */
export interface Run {
  command: string
  input: Record<string, unknown>
  startedAt: Date
  durationMs: number
}

/** Writes what a benchmark found as an envelope, readable by `lewis-perf report`. */
export function writeEnvelope<D>(file: string, run: Run, outcome: Outcome<D>): void {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const envelope: Envelope<D> = {
    schema: 'lewis-perf/1',
    command: run.command,
    input: run.input,
    status: worstStatus(outcome.findings),
    exitCode: 0,
    interrupted: false,
    error: null,
    startedAt: run.startedAt.toISOString(),
    durationMs: run.durationMs,
    tool: { name: 'lewis-perf', version, node: process.version },
    machine: thisMachine(),
    profile: null,
    ...outcome,
  }
  writeFileSync(file, `${JSON.stringify(envelope, null, 2)}\n`)
}

/** One line: CPU, Node and how busy the machine is at this moment. */
export function machineLine(): string {
  const { cpuModel, cores, node } = thisMachine()
  const load = loadavg()
    .map((value) => value.toFixed(2))
    .join(' ')
  return `${cpuModel}, ${cores} CPUs; Node ${node}; load average ${load}`
}

function thisMachine(): Machine {
  const all = cpus()
  const cpuModel = all[0]?.model ?? 'unknown CPU'
  return {
    id: `${cpuModel} x ${all.length}`,
    cpuModel,
    cores: all.length,
    effectiveCores: availableParallelism(),
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.version,
    v8: process.versions.v8,
  }
}
