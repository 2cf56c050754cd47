import { OperatorError, type Table } from '../core/index.ts'
import { type GuideBenchmarkStats, guideBenchmarkStats } from '../metrics/index.ts'

/** What the guide's `benchmark_function` answers, with the percentiles that the guide uses elsewhere. */
export interface GuideFunctionResult extends GuideBenchmarkStats {
  functionName: string
  /** 0-100, as in the guide. */
  successRatePercent: number
  errors: number
}

/** What the guide's `benchmark_concurrent_execution` answers. */
export interface GuideConcurrentResult {
  functionName: string
  maxWorkers: number
  totalTasks: number
  successfulTasks: number
  failedTasks: number
  totalTimeSeconds: number
  tasksPerSecond: number
  /** 0-100, as in the guide. */
  successRatePercent: number
}

/** The figures of `benchmark_function` from the time of every call, those that threw included. Throws OperatorError (exit 2) on none, where the guide says "No successful executions". */
export function guideFunctionResult(
  functionName: string,
  timesSeconds: readonly number[],
  errors: number,
): GuideFunctionResult {
  if (timesSeconds.length === 0)
    throw new OperatorError({
      sentence: `${functionName} was not called: there are no executions to measure.`,
      hint: 'Give --iterations 1 or more.',
    })
  const iterations = timesSeconds.length
  return {
    functionName,
    ...guideBenchmarkStats(timesSeconds),
    successRatePercent: ((iterations - errors) / iterations) * 100,
    errors,
  }
}

/** The figures of `benchmark_concurrent_execution`: its rate counts all tasks, also those that failed. */
export function guideConcurrentResult(
  functionName: string,
  maxWorkers: number,
  { totalSeconds, successful, failed }: { totalSeconds: number; successful: number; failed: number },
): GuideConcurrentResult {
  const tasks = successful + failed
  return {
    functionName,
    maxWorkers,
    totalTasks: tasks,
    successfulTasks: successful,
    failedTasks: failed,
    totalTimeSeconds: totalSeconds,
    tasksPerSecond: tasks / totalSeconds,
    successRatePercent: (successful / tasks) * 100,
  }
}

/** One row a function, under the guide's own names. */
export function guideFunctionTable(results: readonly GuideFunctionResult[]): Table {
  const names = ['min_time', 'median_time', 'avg_time', 'max_time', 'std_dev', 'success_rate', 'errors']
  return {
    title: "benchmark_function, the guide's figures",
    main: true,
    columns: [
      { key: 'function_name', title: 'function_name' },
      { key: 'iterations', title: 'iterations', align: 'right' },
      ...names.map((name) => ({ key: name, title: name, align: 'right' as const })),
    ],
    rows: results.map((one) => [
      one.functionName,
      { value: one.iterations, unit: 'count' },
      { value: one.minSeconds, unit: 'seconds' },
      { value: one.medianSeconds, unit: 'seconds' },
      { value: one.meanSeconds, unit: 'seconds' },
      { value: one.maxSeconds, unit: 'seconds' },
      { value: one.standardDeviationSeconds, unit: 'seconds' },
      { value: one.successRatePercent / 100, unit: 'ratio' },
      { value: one.errors, unit: 'count' },
    ]),
  }
}

/** One row a function, under the guide's own names. */
export function guideConcurrentTable(results: readonly GuideConcurrentResult[]): Table {
  const names = [
    'max_workers',
    'total_tasks',
    'failed_tasks',
    'total_time',
    'tasks_per_second',
    'success_rate',
  ]
  return {
    title: "benchmark_concurrent_execution, the guide's figures",
    main: true,
    columns: [
      { key: 'function_name', title: 'function_name' },
      ...names.map((name) => ({ key: name, title: name, align: 'right' as const })),
    ],
    rows: results.map((one) => [
      one.functionName,
      { value: one.maxWorkers, unit: 'count' },
      { value: one.totalTasks, unit: 'count' },
      { value: one.failedTasks, unit: 'count' },
      { value: one.totalTimeSeconds, unit: 'seconds' },
      { value: one.tasksPerSecond, unit: 'per-second' },
      { value: one.successRatePercent / 100, unit: 'ratio' },
    ]),
  }
}
