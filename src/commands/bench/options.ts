import { parseLevels } from '../../comparison/index.ts'
import { type Parsed, parseByteSize, parseRatio, parseWhole, rejected, understood } from '../../core/index.ts'
import { choice } from '../choice.ts'
import { type InputOf, inputFile, outputFile, switchOption, value, values } from '../command.ts'
import { durationWithin } from '../duration-within.ts'

/** How suites are measured. */
const suiteOptions = {
  filter: value('--filter <text>', 'only benchmarks whose name contains it', parseText),
  time: value('--time <duration>', 'measure each benchmark for so long (500ms; in a gate 150ms)', (text) =>
    durationWithin(text, 0.001, 3600),
  ),
  warmupTime: value('--warmup-time <duration>', 'before that, unmeasured (250ms; in a gate 100ms)', (text) =>
    durationWithin(text, 0, 600),
  ),
  gc: switchOption('--gc', 'collect garbage before every sample'),
  heap: switchOption('--heap', 'also heap bytes that one operation allocates'),
  crossCheck: switchOption('--cross-check', 'measure with tinybench too and say how far the two agree'),
  nodeFlag: values(
    '--node-flag <flag>',
    'flag for the measured Node, as --node-flag=--max-semi-space-size=64',
    parseFlag,
  ),
  memoryLimit: value(
    '--memory-limit <size>',
    'memory that a suite may take (80% of what there is)',
    parseByteSize,
  ),
}

/** The guide's harness and sweeps. */
const concurrencyOptions = {
  guide: switchOption('--guide', "the LEWIS guide's benchmark_function, with its very figures"),
  iterations: value('--iterations <n>', 'with --guide: calls (100)', (text) => parseCount(text, 1e7)),
  maxWorkers: value(
    '--max-workers <n>',
    'with --guide: its benchmark_concurrent_execution, so many at once',
    (text) => parseCount(text, 1024),
  ),
  tasks: value('--tasks <n>', 'with --max-workers: calls in all (100)', (text) => parseCount(text, 1e7)),
  concurrency: value(
    '--concurrency <list>',
    'sweep: so many at once on one event loop, as 1,2,4,8',
    parseLevels,
  ),
  workers: value('--workers <list>', 'sweep: so many workers, as 1,2,4', parseLevels),
  pool: value('--pool <list>', 'with --workers: thread, process or both (thread)', parsePools),
  rounds: value('--rounds <n>', 'sweep: measurements of each point (5)', (text) => parseCount(text, 100)),
}

/** Whole processes. */
const commandOptions = {
  command: values('--command <cmd>', 'measure this command; several are interleaved and paired', parseText),
  commandName: values('--command-name <name>', 'what to call it, in the order of --command', parseText),
  reference: value(
    '--reference <n>',
    'the command (of one: the value) that others are compared with (1)',
    (text) => parseCount(text, 1000),
  ),
  runs: value('--runs <n>', 'runs of each command (at least 10 and 3s)', (text) => parseCount(text, 1e6)),
  minRuns: value('--min-runs <n>', 'at least so many (10)', (text) => parseCount(text, 1e6)),
  maxRuns: value('--max-runs <n>', 'at most so many', (text) => parseCount(text, 1e6)),
  warmup: value('--warmup <n>', 'unmeasured runs first (0)', (text) =>
    parseWhole(text, { minimum: 0, maximum: 1e6 }),
  ),
  blocks: switchOption('--blocks', 'all runs of a command before the next: unpaired, as hyperfine'),
  prepare: values('--prepare <cmd>', 'before every run; one for all, or one for each', parseText),
  setup: value('--setup <cmd>', 'once before the runs of a command; of all, first', parseText),
  conclude: values('--conclude <cmd>', 'after every run; one for all, or one for each', parseText),
  cleanup: value('--cleanup <cmd>', 'once after them, also when they failed or were stopped', parseText),
  parameterList: values('--parameter-list <name=a,b>', 'measure with each value put for {name}', parseText),
  parameterScan: values('--parameter-scan <name=a..b:step>', 'the same with each number', parseText),
  ignoreFailure: {
    ...value('--ignore-failure [codes]', 'go on after a failure (all, or exit codes as 1,2)', parseCodes),
    implied: 'all',
  },
  shell: {
    ...value('--shell [name]', 'run them by a shell (sh); without it there is none', parseText),
    implied: 'sh',
  },
  input: inputFile('--input <file>', 'standard input of the command (empty)'),
  commandOutput: value('--command-output <where>', 'null, pipe, inherit or a file (null)', parseText),
  exportHyperfine: outputFile(
    '--export-hyperfine <file>',
    'write what hyperfine --export-json would (- prints it)',
    parseText,
  ),
}

/** The gate. */
const gateOptions = {
  baseRef: value('--base-ref <ref>', 'gate: compare with this commit, measured in the same job', parseText),
  baseDir: value('--base-dir <dir>', 'gate: compare with the version in this folder', parseText),
  baseCommand: value('--base-command <cmd>', 'gate: compare --command with this one', parseText),
  build: value('--build <cmd>', 'run in the folder of the base first, as npm ci', parseText),
  tolerance: value('--tolerance <ratio>', 'a slowdown up to it never fails (2%)', parseShare),
  detect: value('--detect <ratio>', 'pass means: no slowdown of this or more (5%)', parseShare),
  allowRemoved: switchOption('--allow-removed', 'a benchmark that is gone does not fail'),
  selfTest: switchOption('--self-test', "measure this gate's own false alarms and misses on this machine"),
  gates: value('--gates <n>', 'with --self-test: gates of each kind (1)', (text) => parseCount(text, 10_000)),
  resume: outputFile('--resume <file>', 'with --self-test: add to the gates in this file', parseText),
}

/** The machine itself. */
const hostOptions = {
  suite: choice('--suite <name>', 'host: what this machine can do, against the profile', ['host']),
  dataDirectory: value('--data-directory <path>', 'host: the folder on the disk in question (.)', parseText),
  writeReference: outputFile('--write-reference <file>', 'host: record this machine as a profile', parseText),
}

export const benchOptions = {
  ...suiteOptions,
  ...gateOptions,
  ...commandOptions,
  ...concurrencyOptions,
  ...hostOptions,
  timeout: value('--timeout <duration>', 'a process that takes longer is ended (5m)', (text) =>
    durationWithin(text, 0.01, 86_400),
  ),
}

export type BenchInput = InputOf<typeof benchOptions>
export type BenchOption = keyof typeof benchOptions

function parseText(text: string): Parsed<string> {
  return text === '' ? rejected('is empty', 'Give a text, or leave the option out.') : understood(text)
}

function parseFlag(text: string): Parsed<string> {
  return text.startsWith('-')
    ? understood(text)
    : rejected('is no flag of Node', 'Write it with its dashes: --node-flag=--expose-gc.')
}

function parseCount(text: string, maximum: number): Parsed<number> {
  return parseWhole(text, { minimum: 1, maximum })
}

function parseShare(text: string): Parsed<number> {
  const share = parseRatio(text)
  if (!share.ok) return share
  return share.value > 0 && share.value < 1
    ? share
    : rejected('is out of bounds', 'Give more than 0% and less than 100%, for example 5%.')
}

function parsePools(text: string): Parsed<('thread' | 'process')[]> {
  const pools: ('thread' | 'process')[] = []
  for (const name of text.split(',')) {
    if (name !== 'thread' && name !== 'process')
      return rejected('is not one of its values', 'Choose thread, process or thread,process.')
    if (!pools.includes(name)) pools.push(name)
  }
  return understood(pools)
}

function parseCodes(text: string): Parsed<'all' | number[]> {
  if (text === 'all') return understood('all')
  const codes: number[] = []
  for (const item of text.split(',')) {
    const code = parseWhole(item, { minimum: 1, maximum: 255 })
    if (!code.ok) return rejected('is no list of exit codes', 'Write all, or codes from 1 to 255 as 1,2.')
    codes.push(code.value)
  }
  return understood(codes)
}
