import { join, relative } from 'node:path'
import { OperatorError, type Random } from '../../core/index.ts'
import { median } from '../../metrics/index.ts'
import type { SuiteProcess, SuiteReport, SuiteRequest, SuiteRunner } from '../suite/index.ts'
import type { Arm, Slot } from './slot.ts'

/** How both versions of a suite are measured. */
export interface SuiteArms {
  runner: SuiteRunner
  /** Suite files relative to the folder of either version. */
  files: readonly string[]
  directories: Readonly<Record<Arm, string>>
  request: Omit<SuiteRequest, 'files' | 'overlay' | 'only' | 'mode'>
  process: Omit<SuiteProcess, 'directory' | 'paddingBytes'>
  random: Random
}

/** Measures one arm in a fresh process: head's suite files, run in the folder of that arm. Throws OperatorError where the process ends before it is done. */
export async function measureSuites(arms: SuiteArms, arm: Arm, names: readonly string[]): Promise<Slot> {
  const report = await arms.runner.run(
    { ...arms.request, ...suiteFiles(arms, arm), mode: 'measure', only: names },
    { ...arms.process, directory: arms.directories[arm], paddingBytes: arms.random.below(4096) },
  )
  if (report.problem !== null) throw inArm(arm, report.problem)
  return slotOf(report)
}

/**
 * The benchmarks that head's suite files have in an arm. A file that head cannot load is an error; one that the base cannot load is
 * told, and its benchmarks count as new in head.
 */
export async function suiteNames(
  arms: SuiteArms,
  arm: Arm,
  onUnloadable: (file: string, said: string) => void,
): Promise<string[]> {
  const report = await listed(arms, arm, suiteFiles(arms, arm))
  if (report.problem !== null) throw inArm(arm, report.problem)
  for (const { file, error } of report.refused) {
    if (arm === 'head') throw error
    onUnloadable(relative(arms.directories.base, file), error.sentence)
  }
  return namesIn(report, arms)
}

/** The benchmarks that the base's own suite files have; those that cannot be loaded have none. */
export async function namesInBase(arms: SuiteArms, files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return []
  const own = { files: files.map((file) => join(arms.directories.base, file)), overlay: {} }
  return namesIn(await listed(arms, 'base', own), arms)
}

function listed(
  arms: SuiteArms,
  arm: Arm,
  files: Pick<SuiteRequest, 'files' | 'overlay'>,
): Promise<SuiteReport> {
  return arms.runner.run(
    { ...arms.request, ...files, mode: 'list', only: null },
    { ...arms.process, directory: arms.directories[arm], paddingBytes: 0 },
  )
}

function namesIn(report: SuiteReport, { request: { filter } }: SuiteArms): string[] {
  return report.listed.map(({ name }) => name).filter((name) => filter === null || name.includes(filter))
}

function suiteFiles({ files, directories }: SuiteArms, arm: Arm): Pick<SuiteRequest, 'files' | 'overlay'> {
  const places = files.map((file) => ({
    file: join(directories[arm], file),
    text: join(directories.head, file),
  }))
  return {
    files: places.map(({ file }) => file),
    // Head's own too: what one arm alone is handed shifts the memory of its process.
    overlay: Object.fromEntries(places.map(({ file, text }) => [file, text])),
  }
}

function slotOf({ answers, controlSeconds }: SuiteReport): Slot {
  const measured = answers.filter(({ seconds }) => seconds.length > 0)
  return {
    seconds: new Map(measured.map(({ name, seconds }) => [name, median(seconds)])),
    failures: new Map(
      answers
        .filter(({ seconds, errors }) => seconds.length === 0 || errors > 0)
        .map(({ name, firstError }) => [name, firstError ?? 'it was not measured']),
    ),
    controlSeconds,
  }
}

function inArm(arm: Arm, error: OperatorError): OperatorError {
  if (arm === 'head') return error
  return new OperatorError({
    sentence: `In the base: ${error.sentence}`,
    hint: error.hint,
    exitCode: error.exitCode,
    cause: error,
  })
}
