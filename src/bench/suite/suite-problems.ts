import { OperatorError, type Ran } from '../../core/index.ts'
import type { SuiteLine } from './suite-request.ts'

const outOfMemory = /heap out of memory|bad_alloc|OOMError|Allocation failed/i
const moreMemory =
  'Let it take less, or allow more: --memory-limit 8GiB, for the heap also --node-flag=--max-old-space-size=6000.'

/** Why a suite file could not be loaded, for its author. */
export function refusal(
  file: string,
  { problem, place }: { problem: string; place: string | null },
): OperatorError {
  const where = place === null || problem.includes(place) ? '' : `, at ${place}`
  return new OperatorError({
    sentence: `${file} could not be loaded${where}: ${problem.replace(/\.$/, '')}.`,
    hint: hintFor(problem),
  })
}

function hintFor(problem: string): string {
  if (outOfMemory.test(problem)) return moreMemory
  if (/SyntaxError/.test(problem))
    return 'Mend it; what the built-in compiler does not know (namespaces, decorators) needs --node-flag=--import=tsx or a build.'
  if (problem.includes("Cannot find module 'lewis-perf/bench'"))
    return 'CommonJS finds it as a global: const { suite } = globalThis.'
  const [, missing] = /Cannot find package '([^']+)'/.exec(problem) ?? []
  return missing === undefined
    ? 'Mend the suite, or what it imports, and run it again.'
    : `Install it where the suite is: npm install ${missing}.`
}

/** Why a process ended before it was done, from the last that it said and how it ended. */
export function earlyEnd(
  last: SuiteLine | null,
  ran: Ran,
  { doing, timeoutSeconds }: { doing: string; timeoutSeconds: number },
): OperatorError {
  const [, flag] = /: bad option: (.*)/.exec(ran.errors) ?? []
  if (last === null && flag !== undefined) return unknownFlag(flag)
  const memory = memoryProblem(ran, doing)
  if (memory !== null) return memory
  if (last?.kind === 'failed') return thrownOutside(last, doing)
  if (last?.kind === 'left') return ended(last.exitCode, ran, doing)
  return unfinished(ran, doing, timeoutSeconds)
}

function unknownFlag(flag: string): OperatorError {
  return new OperatorError({
    sentence: `Node does not know the flag ${flag.trim()} of --node-flag.`,
    hint: 'node --help and node --v8-options list what it knows.',
  })
}

function thrownOutside(
  { problem, place }: { problem: string; place: string | null },
  doing: string,
): OperatorError {
  return new OperatorError({
    sentence: `The suite failed while ${doing}${place === null ? '' : `, at ${place}`}: ${problem.replace(/\.$/, '')}.`,
    hint: 'An error was thrown outside of the benchmark, in a callback or a promise that nobody waits for: catch it there.',
    exitCode: 3,
  })
}

function ended(exitCode: number, ran: Ran, doing: string): OperatorError {
  // Node's own code for a wait that nothing can end, of which its last event does not know yet.
  if (exitCode === 13 || (exitCode === 0 && ran.exitCode === 13)) return neverResolves(doing)
  return new OperatorError({
    sentence: `The suite ended its process with exit code ${exitCode} while ${doing}.`,
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
  if (end !== 'exited' || !outOfMemory.test(errors)) return null
  return new OperatorError({
    sentence: `The suite ran out of memory while ${doing}.`,
    hint: moreMemory,
    exitCode: 3,
  })
}

function unfinished({ end, exitCode, errors }: Ran, doing: string, timeoutSeconds: number): OperatorError {
  if (end === 'timeout')
    return new OperatorError({
      sentence: `The suite did not end within ${timeoutSeconds} s: it was still ${doing}.`,
      hint: 'Mend what never ends there, or give it longer: --timeout 10m.',
      exitCode: 3,
    })
  const said =
    errors
      .trim()
      .split('\n')
      .find((line) => line.trim() !== '') ?? 'it said nothing'
  return new OperatorError({
    sentence: `The suite was ended while ${doing}, ${exitCode === null ? 'by a signal' : `with exit code ${exitCode}`}: ${said.replace(/\.$/, '')}.`,
    hint: 'Look whether it ends itself; the kernel ends processes that take too much memory (dmesg).',
    exitCode: 3,
  })
}
