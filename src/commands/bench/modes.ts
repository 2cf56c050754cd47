import { OperatorError } from '../../core/index.ts'
import { flagOf } from '../flag-of.ts'
import type { BenchInput, BenchOption } from './options.ts'

/** What a run of `bench` does. */
export type Mode =
  | 'suites'
  | 'suite-gate'
  | 'guide'
  | 'sweep'
  | 'commands'
  | 'command-gate'
  | 'host'
  | 'self-test'

const inWords: Readonly<Record<Mode, string>> = {
  suites: 'suite files',
  'suite-gate': '--base-ref or --base-dir',
  guide: '--guide',
  sweep: '--concurrency or --workers',
  commands: '--command',
  'command-gate': '--base-command',
  host: '--suite host',
  'self-test': '--self-test',
}

const measuresSuites: readonly Mode[] = ['suites', 'suite-gate', 'guide', 'sweep']
const gates: readonly Mode[] = ['suite-gate', 'command-gate', 'self-test']
const measuresCommands: readonly Mode[] = ['commands', 'command-gate']

/** In which modes each option does something. */
const places: Readonly<Record<BenchOption, readonly Mode[]>> = {
  filter: measuresSuites,
  time: ['suites', 'suite-gate', 'sweep', 'self-test'],
  warmupTime: ['suites', 'suite-gate', 'sweep', 'self-test'],
  gc: ['suites', 'suite-gate'],
  heap: ['suites'],
  crossCheck: ['suites'],
  nodeFlag: [...measuresSuites, 'self-test'],
  memoryLimit: measuresSuites,
  guide: ['guide'],
  iterations: ['guide'],
  maxWorkers: ['guide'],
  tasks: ['guide'],
  concurrency: ['sweep'],
  workers: ['sweep'],
  pool: ['sweep'],
  rounds: ['sweep'],
  command: measuresCommands,
  commandName: measuresCommands,
  reference: ['commands'],
  runs: ['commands'],
  minRuns: ['commands'],
  maxRuns: ['commands'],
  warmup: measuresCommands,
  blocks: ['commands'],
  prepare: measuresCommands,
  setup: measuresCommands,
  conclude: measuresCommands,
  cleanup: measuresCommands,
  parameterList: ['commands'],
  parameterScan: ['commands'],
  ignoreFailure: measuresCommands,
  shell: measuresCommands,
  input: measuresCommands,
  commandOutput: measuresCommands,
  exportHyperfine: measuresCommands,
  baseRef: ['suite-gate'],
  baseDir: ['suite-gate'],
  baseCommand: ['command-gate'],
  build: ['suite-gate'],
  tolerance: gates,
  detect: gates,
  allowRemoved: ['suite-gate'],
  selfTest: ['self-test'],
  gates: ['self-test'],
  resume: ['self-test'],
  suite: ['host'],
  dataDirectory: ['host'],
  writeReference: ['host'],
  timeout: [...measuresSuites, ...measuresCommands],
}

/**
 * What the options ask for. Throws OperatorError (exit 2) where they ask for two things at once, and for an option or a suite
 * file that would do nothing.
 */
export function modeOf(input: BenchInput, files: readonly string[]): Mode {
  const asked = askedModes(input)
  const [mode = 'suites', other] = asked
  if (other !== undefined)
    throw new OperatorError({
      sentence: `${inWords[mode]} and ${inWords[other]} are two different measurements.`,
      hint: 'Run them one after the other.',
    })
  for (const key of Object.keys(input) as BenchOption[]) {
    if (places[key].includes(mode)) continue
    throw new OperatorError({
      sentence: `${flagOf(key)} does nothing with ${inWords[mode]}.`,
      hint: `Leave it out, or use it with ${[...new Set(places[key].map((one) => inWords[one]))].join(', ')}.`,
    })
  }
  if (files.length > 0 && !measuresSuites.includes(mode))
    throw new OperatorError({
      sentence: `${inWords[mode]} takes no suite file, got ${JSON.stringify(files[0])}.`,
      hint: 'Leave the file out, or measure it by a run of its own.',
    })
  return mode
}

function askedModes(input: BenchInput): Mode[] {
  const { baseRef, baseDir, baseCommand, command, guide, suite, selfTest } = input
  if (baseRef !== undefined && baseDir !== undefined)
    throw new OperatorError({
      sentence: '--base-ref and --base-dir both name a base.',
      hint: 'Give one of them.',
    })
  const isSuiteGate = baseRef !== undefined || baseDir !== undefined
  const isSweep = input.concurrency !== undefined || input.workers !== undefined
  const asked: readonly (readonly [Mode, boolean])[] = [
    ['suite-gate', isSuiteGate],
    ['command-gate', baseCommand !== undefined],
    ['commands', command !== undefined && baseCommand === undefined],
    ['guide', guide === true],
    ['sweep', isSweep],
    ['host', suite !== undefined],
    ['self-test', selfTest === true],
  ]
  return asked.filter(([, isAsked]) => isAsked).map(([mode]) => mode)
}
