import { readFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import type { ScratchFolder } from '../../apply/index.ts'
import type { OperatorError, Ran, World } from '../../core/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { earlyEnd, refusal } from './suite-problems.ts'
import type { CaseAnswer, SuiteLine, SuiteOrder, SuiteRequest, SuiteTools } from './suite-request.ts'

/** What a process said before it ended, by itself or not. */
export interface SuiteReport {
  /** Every benchmark of the files that could be loaded. */
  listed: { name: string; file: string }[]
  answers: CaseAnswer[]
  /** Files that could not be loaded, each with its sentence. */
  refused: { file: string; error: OperatorError }[]
  /** Seconds of the fixed workload; null where it was not asked for. */
  controlSeconds: number | null
  /** What the suites left open: timers, sockets, servers. */
  leftOpen: string[]
  /** Why the process ended before it was done; null where it was done, or where the run was interrupted. */
  problem: OperatorError | null
  /** What the suites printed, the first 16 kB of it. */
  printed: string
}

/** How a process is started. */
export interface SuiteProcess {
  /** Its working directory, below which files are named in messages. */
  directory: string
  nodeFlags: readonly string[]
  /** Bytes of environment that only pad the stack, against luck with memory layout. */
  paddingBytes: number
  timeoutSeconds: number
  /** Private memory that it may take. */
  memoryBytes: number
}

export interface SuiteRunner {
  /** A fresh process for `request`; never rejects. */
  run(request: SuiteRequest, how: SuiteProcess): Promise<SuiteReport>
}

/** Of what a suite prints: all that is worth reading, and the last words of Node after it. */
const keptBytes = 2 ** 20
const mostPrinted = 16_000

/** Prepares to run suites any number of times: the programs go into `scratch` once. */
export async function openSuiteRunner(world: World, scratch: ScratchFolder): Promise<SuiteRunner> {
  const [main, hooks, compiler, tinybench] = await Promise.all([
    import('./main-text.ts'),
    import('./hooks-text.ts'),
    import('./compiler-text.ts'),
    import('./tinybench-text.ts'),
  ])
  const program = scratch.write('suite.mjs', main.text)
  const tools: SuiteTools = {
    hooks: scratch.write('hooks.mjs', hooks.text),
    compiler: scratch.write('compiler.mjs', compiler.text),
    tinybench: scratch.write('tinybench.mjs', tinybench.text),
    compiled: dirname(scratch.write('compiled/about.txt', 'TypeScript of this run, compiled\n')),
  }
  return {
    async run(request, how) {
      const answers = scratch.write('answers.jsonl', '')
      const order: SuiteOrder = { request, tools, answers }
      const file = scratch.write('order.json', JSON.stringify(order))
      const collects = request.gc || request.heap ? ['--expose-gc'] : []
      const node = [process.execPath, '--no-warnings', ...collects, ...how.nodeFlags, program, file]
      // The kernel refuses more private memory than this, which node says as a plain error; and a crash leaves no core file.
      const limits = `ulimit -c 0; ulimit -d ${Math.floor(how.memoryBytes / 1024)} 2>/dev/null`
      // Where util-linux is there, it ends with this process, also with one that is killed and can end nothing.
      const dies = 'command -v setpriv >/dev/null && set -- setpriv --pdeathsig KILL "$@"'
      const limit = `${limits}; ${dies}; exec "$@"`
      const ran = await world.run({
        program: 'sh',
        args: ['-c', limit, 'sh', ...node],
        directory: how.directory,
        environment: { LEWIS_PERF_PADDING: 'x'.repeat(how.paddingBytes) },
        timeoutMs: how.timeoutSeconds * 1000,
        keptBytes,
        endsGroup: true,
      })
      return reportOf(ran, linesIn(readFileSync(answers, 'utf8')), how, world.interrupted.aborted)
    },
  }
}

/** What a suite may take where nothing else is said: 80 % of the memory that this process may use. */
export function defaultMemoryBytes(world: Pick<World, 'files' | 'platform' | 'clock'>): number {
  return 0.8 * fingerprintMachine(world).memoryBytes
}

function reportOf(
  ran: Ran,
  lines: readonly SuiteLine[],
  how: SuiteProcess,
  isInterrupted: boolean,
): SuiteReport {
  const report: SuiteReport = {
    listed: [],
    answers: [],
    refused: [],
    controlSeconds: null,
    leftOpen: [],
    problem: null,
    printed: [ran.output, ran.errors]
      .map((text) => text.trim())
      .join('\n')
      .trim()
      .slice(0, mostPrinted),
  }
  let doing = 'starting'
  let isFinished = false
  let last: SuiteLine | null = null
  for (const line of lines) {
    if (line.kind === 'listed') report.listed.push({ name: line.name, file: line.file })
    if (line.kind === 'loading') doing = `loading ${relative(how.directory, line.file)}`
    if (line.kind === 'begun') doing = `measuring ${JSON.stringify(line.name)}`
    if (line.kind === 'case') report.answers.push(line.answer)
    if (line.kind === 'control') report.controlSeconds = line.seconds
    if (line.kind === 'handles') report.leftOpen = line.names
    if (line.kind === 'finished') isFinished = true
    if (line.kind === 'refused')
      report.refused.push({ file: line.file, error: refusal(relative(how.directory, line.file), line) })
    last = line
  }
  if (!isFinished && !isInterrupted) report.problem = earlyEnd(last, ran, { doing, ...how })
  return report
}

function linesIn(text: string): SuiteLine[] {
  return text.split('\n').flatMap(parsed)
}

/** None where the process was ended in the middle of a line. */
function parsed(text: string): SuiteLine[] {
  try {
    return [JSON.parse(text) as SuiteLine]
  } catch {
    return []
  }
}
