import type { ExitCode } from './exit-code.ts'

/** What an operator can mend: one sentence that says what happened, one hint that says what to do, and the exit code. */
export class OperatorError extends Error {
  readonly sentence: string
  readonly hint: string
  readonly exitCode: ExitCode

  constructor(problem: { sentence: string; hint: string; exitCode?: ExitCode; cause?: unknown }) {
    super(problem.sentence, problem.cause === undefined ? undefined : { cause: problem.cause })
    this.name = 'OperatorError'
    this.sentence = problem.sentence
    this.hint = problem.hint
    this.exitCode = problem.exitCode ?? 2
  }
}
