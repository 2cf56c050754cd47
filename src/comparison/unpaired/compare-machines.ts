import { OperatorError } from '../../core/index.ts'
import type { ImportedFile } from '../files/index.ts'
import { machineDifferences } from '../fingerprint/index.ts'

/** What is known of the machines behind two files. */
export interface ComparedMachines {
  /** One sentence a difference, without its full stop. */
  differences: string[]
  /** Both files say enough of their machines to tell two of them apart. */
  isKnown: boolean
}

const words: Readonly<Record<string, string>> = {
  host_name: 'host',
  num_cpus: 'CPUs',
  caches: 'CPU caches',
  library_build_type: 'build of the benchmark library',
  goos: 'operating system',
  goarch: 'architecture',
  cpu: 'CPU model',
}
/** Each tells machines apart; the number of CPUs or the architecture alone does not. */
const telling = ['host_name', 'cpu']

/** The differences that two files state; what only one of them says is no difference. */
export function compareMachines(old: ImportedFile, fresh: ImportedFile): ComparedMachines {
  if (old.machine !== null && fresh.machine !== null) {
    const differences = machineDifferences(old.machine, fresh.machine)
    return { differences: differences.map(({ sentence }) => sentence), isKnown: true }
  }
  const both = Object.keys(old.stated).filter((key) => fresh.stated[key] !== undefined)
  const differing = both.filter((key) => old.stated[key] !== fresh.stated[key])
  return {
    differences: differing.map((key) => sentenceOf(key, old.stated[key] ?? '', fresh.stated[key] ?? '')),
    isKnown: both.some((key) => telling.includes(key)),
  }
}

/** The caches are a list too long for a sentence. */
function sentenceOf(key: string, from: string, to: string): string {
  const what = words[key] ?? key
  return key === 'caches' ? `${what}: others now` : `${what}: "${from}" then, "${to}" now`
}

/** Throws OperatorError (exit 2) that names the differences, unless they were allowed. */
export function refuseOtherMachine({ differences }: ComparedMachines, isAllowed: boolean): void {
  if (differences.length === 0 || isAllowed) return
  throw new OperatorError({
    sentence: `The two files come from different machines: ${differences.join('; ')}.`,
    hint: 'Measure both on one machine (lewis-perf bench --base-ref REF does), or add --allow-cross-machine for a comparison that only advises.',
  })
}
