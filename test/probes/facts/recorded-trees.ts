import type { FactFile } from '../../../src/core/index.ts'
import { fixtureJson, unpackedFixture } from '../../fixtures.ts'
import { treeFiles } from './tree-files.ts'

/** The values that the source project of a recorded machine states, by metric and instance. */
export type Metrics = Record<string, string | Record<string, string>>

const trees = new Map<string, Record<string, FactFile>>()

/** The files of a recorded machine; unpacked once. */
export function tree(name: string): Record<string, FactFile> {
  const known = trees.get(name)
  if (known !== undefined) return known
  const { directory, remove } = unpackedFixture(`machines/${name}/root.tar.gz`)
  try {
    const files = treeFiles(directory)
    trees.set(name, files)
    return files
  } finally {
    remove()
  }
}

/** What the source project of a recorded machine states. */
export function expected<T>(name: string): T {
  return fixtureJson(`machines/${name}/expected.json`) as T
}

/** Its metrics. */
export function metricsOf(name: string): Metrics {
  return expected<{ metrics: Metrics }>(name).metrics
}

/** The values of one metric by instance. */
export function byInstance(metrics: Metrics, name: string): [string, number][] {
  const values = metrics[name]
  if (values === undefined || typeof values === 'string') throw new Error(`${name} is no table.`)
  return Object.entries(values).map(([instance, value]) => [instance, Number(value)])
}
