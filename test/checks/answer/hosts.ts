import { type AnswerInput, answer, type JudgedHost } from '../../../src/checks/answer/index.ts'
import type { Judged } from '../../../src/checks/judge.ts'
import { type Finding, OperatorError, type Outcome } from '../../../src/core/index.ts'
import { table } from '../../../src/report/table.ts'
import { envelope, look, textOf } from '../../report/envelopes.ts'
import { factsWith, judged, wellKnown } from '../ranking/samples.ts'

/** What the collection on every sample host took. */
export const cost = { childProcesses: ['systemctl', 'timedatectl', 'chronyc'], files: 412, seconds: 3.12 }

/** As many findings as there are checks, in all groups; fine but for what `change` says of the one with a number. */
export function everyCheck(change: (index: number) => Partial<Finding> = () => ({})): Judged[] {
  const sizes = { cpu: 13, mem: 13, disk: 12, net: 16, lim: 3, clk: 3, krn: 3, proc: 4, ctr: 4, node: 6 }
  return Object.entries(sizes)
    .flatMap(([group, size]) => Array.from({ length: size }, (_, index) => `${group}.check-${index}`))
    .map((id, index) => judged({ status: 'pass', because: 'Fine.', ...change(index), id }))
}

/** One host that was read whole. */
export function host(
  name: string,
  findings: readonly Judged[],
  changes: Partial<JudgedHost> = {},
): JudgedHost {
  return {
    name,
    judged: findings,
    facts: factsWith(wellKnown),
    complete: true,
    problems: [],
    cost,
    ...changes,
  }
}

/** The answer for `hosts` on the small screen, with what a test is about. */
export function answerFor(
  hosts: readonly JudgedHost[],
  changes: Partial<AnswerInput> = {},
): ReturnType<typeof answer> {
  const options = { all: false, verbose: false, quick: false }
  return answer({ hosts, failures: [], skipped: [], accepted: [], options, ...changes })
}

/** What the terminal of 80 columns shows of an outcome. */
export function shown(
  { exitCode: _, ...outcome }: Outcome<unknown>,
  changes: Partial<typeof look> = {},
): string {
  return textOf(table([envelope({ command: 'diagnose', ...outcome })], { ...look, ...changes }))
}

/** Lines of a screen without the last line break. */
export function linesOf(screen: string): string[] {
  return screen.replace(/\n$/, '').split('\n')
}

/** The sentence, the hint and the exit code of what `run` refuses; its answer where it refuses nothing. */
export function refusal(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error instanceof OperatorError ? [error.sentence, error.hint, error.exitCode] : error
  }
}
