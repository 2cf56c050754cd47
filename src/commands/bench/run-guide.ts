import {
  type BenchData,
  caseOf,
  type GuideConcurrentResult,
  type GuideFunctionResult,
  guideConcurrentResult,
  guideConcurrentTable,
  guideFunctionResult,
  guideFunctionTable,
} from '../../comparison/index.ts'
import { OperatorError, type Outcome } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { Context } from '../command.ts'
import type { BenchInput } from './options.ts'
import { doubtsOf, exitOf, failedFindings, printedTable, suiteReport } from './run-suites.ts'

/** The result of the guide's harness. */
export type GuideData = BenchData &
  (
    | { kind: 'guide-function'; functions: GuideFunctionResult[] }
    | { kind: 'guide-concurrent'; functions: GuideConcurrentResult[] }
  )

/** The guide's benchmark_function for every case of the suites, or with --max-workers its benchmark_concurrent_execution. */
export async function runGuide(input: BenchInput, context: Context): Promise<Outcome<GuideData>> {
  const isConcurrent = input.maxWorkers !== undefined || input.tasks !== undefined
  if (isConcurrent && input.iterations !== undefined)
    throw new OperatorError({
      sentence:
        '--iterations belongs to benchmark_function, --max-workers and --tasks to the other half of the guide.',
      hint: 'Give --tasks in place of --iterations, or leave --max-workers out.',
    })
  const report = await suiteReport(input, context, isConcurrent ? 'guide-concurrent' : 'guide')
  const rest = {
    findings: failedFindings(report, context),
    warnings: doubtsOf(report),
    ...exitOf(report),
  }
  if (isConcurrent) {
    const functions = report.answers.flatMap(({ name, concurrent }) =>
      concurrent === null ? [] : [guideConcurrentResult(name, input.maxWorkers ?? 10, concurrent)],
    )
    const [first] = functions
    return {
      data: {
        kind: 'guide-concurrent',
        functions,
        cases: functions.map(({ functionName, tasksPerSecond }) =>
          caseOf(functionName, [tasksPerSecond], 'per-second'),
        ),
        comparisons: [],
      },
      headline:
        first === undefined
          ? 'Nothing was measured.'
          : `${first.functionName} did ${formatQuantity(first.tasksPerSecond, 'per-second')} with ${counted(first.maxWorkers, 'worker')}, ${formatQuantity(first.successRatePercent / 100, 'ratio')} successful.`,
      tables: [guideConcurrentTable(functions), ...printedTable(report)],
      ...rest,
    }
  }
  const measured = report.answers.filter(({ seconds }) => seconds.length > 0)
  const functions = measured.map(({ name, seconds, errors }) => guideFunctionResult(name, seconds, errors))
  return {
    data: {
      kind: 'guide-function',
      functions,
      cases: measured.map(({ name, seconds }) => caseOf(name, seconds)),
      comparisons: [],
    },
    headline: `${counted(functions.length, 'function')}, ${counted(input.iterations ?? 100, 'iteration')} each, as the LEWIS guide measures.`,
    tables: [guideFunctionTable(functions), ...printedTable(report)],
    ...rest,
  }
}
