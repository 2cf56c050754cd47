import { randomUUID } from 'node:crypto'
import { basename, dirname, relative } from 'node:path'
import type { ScratchFolder } from '../../apply/index.ts'
import { OperatorError, type Ran, type World } from '../../core/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
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
      const mark = randomUUID()
      const order: SuiteOrder = { request, tools, mark }
      const file = scratch.write('order.json', JSON.stringify(order))
      const collects = request.gc || request.heap ? ['--expose-gc'] : []
      const node = [process.execPath, '--no-warnings', ...collects, ...how.nodeFlags, program, file]
      // The kernel refuses more private memory than this, which node says as a plain error.
      const limit = `ulimit -d ${Math.floor(how.memoryBytes / 1024)} 2>/dev/null; exec "$@"`
      const ran = await world.run({
        program: 'sh',
        args: ['-c', limit, 'sh', ...node],
        directory: how.directory,
        environment: { LEWIS_PERF_PADDING: 'x'.repeat(how.paddingBytes) },
        timeoutMs: how.timeoutSeconds * 1000,
      })
      return reportOf(ran, mark, how, world.interrupted.aborted)
    },
  }
}

/** What a suite may take where nothing else is said: 80 % of the memory that this process may use. */
export function defaultMemoryBytes(world: Pick<World, 'files' | 'platform' | 'clock'>): number {
  return 0.8 * fingerprintMachine(world).memoryBytes
}

function reportOf(ran: Ran, mark: string, how: SuiteProcess, isInterrupted: boolean): SuiteReport {
  const { lines, printed } = linesIn(ran.output, mark)
  const report: SuiteReport = {
    listed: [],
    answers: [],
    refused: [],
    controlSeconds: null,
    leftOpen: [],
    problem: null,
    printed: `${printed}${ran.errors}`.trim().slice(0, mostPrinted),
  }
  let doing = 'starting'
  let isFinished = false
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
    if (line.kind === 'failed' || line.kind === 'left') report.problem = early(line, doing, ran)
  }
  if (!isFinished && !isInterrupted)
    report.problem = memoryProblem(ran, doing) ?? report.problem ?? unfinished(ran, doing, how)
  return report
}

function linesIn(output: string, mark: string): { lines: SuiteLine[]; printed: string } {
  const all = output.split('\n')
  const isOurs = (line: string): boolean => line.startsWith(mark)
  return {
    lines: all.filter(isOurs).flatMap((line) => parsed(line.slice(mark.length))),
    printed: all
      .filter((line) => !isOurs(line) && line !== '')
      .map((line) => `${line}\n`)
      .join(''),
  }
}

/** None where the process was ended in the middle of a line. */
function parsed(text: string): SuiteLine[] {
  try {
    return [JSON.parse(text) as SuiteLine]
  } catch {
    return []
  }
}

function refusal(file: string, { problem, place }: { problem: string; place: string | null }): OperatorError {
  const where = place === null || problem.includes(place) ? '' : `, at ${place}`
  return new OperatorError({
    sentence: `${file} could not be loaded${where}: ${problem.replace(/\.$/, '')}.`,
    hint: /SyntaxError/.test(problem)
      ? 'Mend it; what the built-in compiler does not know (namespaces, decorators) needs --node-flag=--import=tsx or a build.'
      : `Mend it: node ${basename(file)} or its tests show the same error.`,
  })
}

function early(
  line: { kind: 'failed'; problem: string; place: string | null } | { kind: 'left'; exitCode: number },
  doing: string,
  ran: Ran,
): OperatorError {
  if (line.kind === 'failed')
    return new OperatorError({
      sentence: `The suite failed while ${doing}${line.place === null ? '' : `, at ${line.place}`}: ${line.problem}.`,
      hint: 'An error was thrown outside of the benchmark, in a callback or a promise that nobody waits for: catch it there.',
      exitCode: 3,
    })
  // Node's own code for a wait that nothing can end.
  if (line.exitCode === 13 || (line.exitCode === 0 && ran.exitCode === 13)) return neverResolves(doing)
  return new OperatorError({
    sentence: `The suite ended its process with exit code ${line.exitCode} while ${doing}.`,
    hint: 'Take process.exit out of it: the process ends by itself when all is measured.',
    exitCode: 3,
  })
}

function neverResolves(doing: string): OperatorError {
  return new OperatorError({
    sentence: `The suite waits for something that never comes, while ${doing}.`,
    hint: 'A promise there is never resolved: resolve it, or await something that ends.',
    exitCode: 3,
  })
}

function memoryProblem({ errors, end }: Ran, doing: string): OperatorError | null {
  if (
    end !== 'exited' ||
    !/heap out of memory|Array buffer allocation failed|bad_alloc|OOMError|Allocation failed/i.test(errors)
  )
    return null
  return new OperatorError({
    sentence: `The suite ran out of memory while ${doing}.`,
    hint: 'Let it take less, or allow more: --memory-limit 8GiB, for the heap also --node-flag=--max-old-space-size=6000.',
    exitCode: 3,
  })
}

function unfinished({ end, exitCode, errors }: Ran, doing: string, how: SuiteProcess): OperatorError {
  if (end === 'timeout')
    return new OperatorError({
      sentence: `The suite did not end within ${how.timeoutSeconds} s: it was still ${doing}.`,
      hint: 'Mend what never ends there, or give it longer: --timeout 10m.',
      exitCode: 3,
    })
  const said =
    errors
      .trim()
      .split('\n')
      .find((line) => line.trim() !== '') ?? 'it said nothing'
  return new OperatorError({
    sentence: `The suite was ended while ${doing}, ${exitCode === null ? 'by a signal' : `with exit code ${exitCode}`}: ${said}.`,
    hint: 'Look at what it printed with -v; the kernel ends processes that take too much memory (dmesg).',
    exitCode: 3,
  })
}
