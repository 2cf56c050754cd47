import type {
  Fact,
  FactCommand,
  FactFile,
  FactName,
  Facts,
  FactTypes,
  Snapshot,
} from '../../../src/core/index.ts'
import { factsOf } from '../../../src/probes/facts/index.ts'

type LiteralFiles = Readonly<Record<string, FactFile>>

/** A snapshot as a test writes it down: the last sample and, where there are two, the first. */
export function literalSnapshot(
  files: LiteralFiles,
  { commands = {}, first }: { commands?: Record<string, FactCommand>; first?: LiteralFiles } = {},
): Snapshot {
  const last = { atMs: 3000, files: { ...files }, commands }
  const before = first === undefined ? [] : [{ atMs: 0, files: { ...first }, commands: {} }]
  return { schema: 'lewis-perf/facts/1', host: 'box', samples: [...before, last] }
}

/** The facts of one literal sample. */
export function literalFacts(files: LiteralFiles, commands: Record<string, FactCommand> = {}): Facts {
  return factsOf(literalSnapshot(files, { commands }))
}

/** The facts of a window of three seconds over literal files. */
export function windowFacts(first: LiteralFiles, last: LiteralFiles): Facts {
  return factsOf(
    literalSnapshot(
      { '/proc/uptime': '1003.00 0\n', ...last },
      { first: { '/proc/uptime': '1000.00 0\n', ...first } },
    ),
  )
}

/** The value of a known fact at the end of the window; a missing one fails the test with its reason. */
export function lastOf<N extends FactName>(facts: Facts, name: N): FactTypes[N] {
  const fact = facts[name] as Fact<FactTypes[N]>
  if (!fact.known) throw new Error(`${name} is missing: ${fact.path} is ${fact.reason}`)
  return fact.last
}
