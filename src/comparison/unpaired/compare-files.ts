import type { Outcome } from '../../core/index.ts'
import type { ImportedFile } from '../files/index.ts'
import { compareBenchmarks } from './compare-benchmarks.ts'
import type { CompareData, CompareRules } from './compare-data.ts'
import { compareMachines, refuseOtherMachine } from './compare-machines.ts'
import { compareWarnings } from './compare-warnings.ts'
import { alpha } from './judge-change.ts'
import { presentComparison } from './present-comparison.ts'

/** A file that was read, and its name in what is said of it. */
export interface NamedFile {
  name: string
  file: ImportedFile
}

/**
 * What may be said of two files of benchmarks that were measured at different times. Fails where something is slower for
 * certain, gone, or failed; inconclusive (exit 4) where a slowdown is neither shown nor excluded. Throws OperatorError (exit 2)
 * for files of different machines, unless allowed, and for files without a common benchmark.
 */
export function compareFiles(old: NamedFile, fresh: NamedFile, rules: CompareRules): Outcome<CompareData> {
  const machines = compareMachines(old.file, fresh.file)
  refuseOtherMachine(machines, rules.allowCrossMachine)
  const compared = compareBenchmarks(old.file, fresh.file, rules)
  const failed = fresh.file.failed.map(({ name, because }) => ({ name, because }))
  const isWorse =
    compared.benchmarks.some(({ verdict }) => verdict === 'slower') ||
    failed.length > 0 ||
    (compared.removed.length > 0 && !rules.allowRemoved)
  const isOpen = compared.benchmarks.some(({ verdict }) => verdict === 'inconclusive')
  const data: CompareData = {
    design: 'unpaired',
    advisory: machines.differences.length > 0,
    verdict: isWorse ? 'fail' : isOpen ? 'inconclusive' : 'pass',
    tolerance: rules.tolerance,
    detect: rules.detect,
    alpha,
    old: describe(old),
    new: describe(fresh),
    machineDifferences: machines.differences,
    ...compared,
    failed,
  }
  return presentComparison(data, rules, compareWarnings(data, machines, old.file, fresh.file))
}

function describe({ name, file: { tool, measuredAt } }: NamedFile): CompareData['old'] {
  return { file: name, tool, measuredAt }
}
