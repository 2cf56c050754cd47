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

/**
 * Measures one arm in a fresh process: head's suite files, run in the folder of that arm. Files that the base cannot load count as
 * new in head. Throws OperatorError where head cannot be loaded, or a process ends before it is done.
 */
export function suiteMeasure(
  arms: SuiteArms,
  onUnloadable: (file: string, said: string) => void,
): (arm: Arm, names: readonly string[] | null) => Promise<Slot> {
  return async (arm, names) => {
    const report = await arms.runner.run(
      { ...arms.request, ...suiteFiles(arms, arm), mode: 'measure', only: names },
      {
        ...arms.process,
        directory: arms.directories[arm],
        paddingBytes: arms.random.below(4096),
      },
    )
    if (report.problem !== null) throw inArm(arm, report.problem)
    for (const { file, error } of report.refused) {
      if (arm === 'head') throw error
      onUnloadable(relative(arms.directories.base, file), error.sentence)
    }
    return slotOf(report)
  }
}

/** The benchmarks that the base's own suite files have; those that cannot be loaded have none. */
export async function namesInBase(arms: SuiteArms, files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return []
  const { listed } = await arms.runner.run(
    {
      ...arms.request,
      files: files.map((file) => join(arms.directories.base, file)),
      overlay: {},
      mode: 'list',
      only: null,
    },
    { ...arms.process, directory: arms.directories.base, paddingBytes: 0 },
  )
  return listed.map(({ name }) => name)
}

function suiteFiles({ files, directories }: SuiteArms, arm: Arm): Pick<SuiteRequest, 'files' | 'overlay'> {
  const inArm_ = files.map((file) => join(directories[arm], file))
  if (arm === 'head') return { files: inArm_, overlay: {} }
  const overlay = Object.fromEntries(
    files.map((file) => [join(directories.base, file), join(directories.head, file)]),
  )
  return { files: inArm_, overlay }
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
