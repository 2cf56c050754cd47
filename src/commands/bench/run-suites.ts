import { join } from 'node:path'
import { openScratchFolder } from '../../apply/index.ts'
import {
  type CaseAnswer,
  findSuites,
  noneNamed,
  openSuiteRunner,
  type SuiteMode,
  type SuiteReport,
} from '../../bench/index.ts'
import {
  type BenchData,
  type BenchmarkSummary,
  type Comparison,
  caseOf,
  comparedWithFastest,
  type Measured,
  presentBenchmarks,
  summarise,
} from '../../comparison/index.ts'
import type { ExitCode, Finding, Outcome, Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { Context } from '../command.ts'
import type { BenchInput } from './options.ts'
import { suiteProcess, suiteRequest } from './suite-settings.ts'

/** The result of measuring suite files. */
export interface SuitesData extends BenchData {
  kind: 'suites'
  /** Each by the fastest. */
  ratios: Comparison[]
  benchmarks: (Measured & { file: string; summary: BenchmarkSummary; crossCheckSeconds: number | null })[]
}

/** Measures suite files once and says what they took. */
export async function runSuites(input: BenchInput, context: Context): Promise<Outcome<SuitesData>> {
  const report = await suiteReport(input, context, 'measure')
  const measured = report.answers.filter(({ seconds }) => seconds.length > 0)
  const benchmarks = measured.map((answer) => ({
    ...measuredOf(answer),
    file: answer.file,
    crossCheckSeconds: answer.crossCheckSeconds,
    summary: summarise(measuredOf(answer)),
  }))
  const presented = presentBenchmarks(
    benchmarks.map(({ summary }) => summary),
    benchmarks,
  )
  return {
    data: {
      kind: 'suites',
      benchmarks,
      ratios: comparedWithFastest(benchmarks.map(({ summary }) => summary)),
      cases: benchmarks.map(({ name, seconds }) => caseOf(name, seconds)),
      comparisons: [],
    },
    ...presented,
    findings: [...presented.findings, ...failedFindings(report, context)],
    tables: [...presented.tables, ...printedTable(report)],
    warnings: [...presented.warnings, ...doubtsOf(report), ...crossChecks(benchmarks)],
    ...exitOf(report),
  }
}

/** One process that runs the suites. Throws OperatorError where none of them could be measured. */
export async function suiteReport(
  input: BenchInput,
  { world, operands, progress }: Context,
  mode: SuiteMode,
): Promise<SuiteReport> {
  const files = findSuites(world.directory, operands)
  const scratch = openScratchFolder()
  try {
    const runner = await openSuiteRunner(world, scratch)
    progress(`measuring ${files.length === 1 ? files[0] : `${files.length} suite files`}`)
    const report = await runner.run(
      {
        ...suiteRequest(input, { isGate: false }),
        files: files.map((file) => join(world.directory, file)),
        overlay: {},
        mode,
        only: null,
      },
      { ...suiteProcess(input, world), directory: world.directory, paddingBytes: 0 },
    )
    assertAnything(report, input, world.interrupted.aborted)
    return report
  } finally {
    scratch.remove()
  }
}

function assertAnything(report: SuiteReport, { filter }: BenchInput, isInterrupted: boolean): void {
  if (report.answers.length > 0 || isInterrupted) return
  const [refused] = report.refused
  if (report.problem !== null) throw report.problem
  if (refused !== undefined) throw refused.error
  throw noneNamed(
    filter ?? '',
    report.listed.map(({ name }) => name),
  )
}

/** What the suites printed, which is no part of the result. */
export function printedTable({ printed }: SuiteReport): Table[] {
  if (printed === '') return []
  return [
    {
      title: 'Printed by the suites',
      detail: true,
      columns: [{ key: 'line', title: 'Line' }],
      rows: printed.split('\n').map((line) => [line]),
    },
  ]
}

export function measuredOf(answer: CaseAnswer): Measured {
  const { name, seconds, isOrdered, operationsPerSample, firstSeconds, errors, firstError } = answer
  const { tickSeconds, emptySeconds, heapBytesPerOperation, engine } = answer
  return {
    name,
    seconds,
    isOrdered,
    operationsPerSample,
    firstSeconds,
    errors,
    firstError,
    tickSeconds,
    emptySeconds,
    heapBytesPerOperation,
    engine,
  }
}

/** What could not be measured: files, benchmarks, and all that came after the process had ended. */
export function failedFindings({ answers, refused, problem }: SuiteReport, { world }: Context): Finding[] {
  const failed = answers.filter(({ seconds, concurrent }) => seconds.length === 0 && concurrent === null)
  return [
    ...failed.map(
      ({ name, firstError }): Finding => ({
        id: 'bench.failed',
        instance: name,
        title: `${name} could not be measured`,
        status: 'unknown',
        because: firstError ?? 'it was not measured',
        evidence: {},
      }),
    ),
    ...[
      ...refused.map(({ file, error }) => [file, error] as const),
      ...(problem === null ? [] : [['', problem] as const]),
    ].map(
      ([file, error]): Finding => ({
        id: file === '' ? 'bench.ended-early' : 'bench.refused',
        ...(file === '' ? {} : { instance: file.replace(`${world.directory}/`, '') }),
        title: file === '' ? 'The process ended before all was measured' : 'A suite could not be loaded',
        status: 'unknown',
        because: error.sentence,
        evidence: {},
        advice: [{ text: error.hint }],
      }),
    ),
  ]
}

/** 2 where a suite is wrong, 3 where the process ended early or a benchmark could not be measured. */
export function exitOf({ answers, refused, problem }: SuiteReport): { exitCode?: ExitCode } {
  if (refused.length > 0) return { exitCode: 2 }
  const failed = answers.some(({ seconds, concurrent }) => seconds.length === 0 && concurrent === null)
  return problem !== null || failed ? { exitCode: 3 } : {}
}

export function doubtsOf({ leftOpen }: SuiteReport): string[] {
  return leftOpen.length === 0
    ? []
    : [
        `A suite left ${leftOpen.join(', ')} open; its process was ended all the same. Close what it opens in teardown.`,
      ]
}

/** How far tinybench agrees, where it was asked. */
function crossChecks(benchmarks: SuitesData['benchmarks']): string[] {
  return benchmarks.flatMap(({ name, crossCheckSeconds, summary: { medianSeconds } }) =>
    crossCheckSeconds === null
      ? []
      : [
          `tinybench says ${formatQuantity(crossCheckSeconds, 'seconds')} for ${name}, ${formatQuantity(Number((crossCheckSeconds / medianSeconds).toPrecision(3)))} times our ${formatQuantity(medianSeconds, 'seconds')}; it times each call alone, so that of fast functions it measures its clock.`,
        ],
  )
}
