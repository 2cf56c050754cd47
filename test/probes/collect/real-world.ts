import { mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeWorld } from '../../../src/cli/node-world.ts'
import type { FactFile, Facts, World } from '../../../src/core/index.ts'
import {
  type Collected,
  type CollectOptions,
  collectLocal,
  collectRemote,
} from '../../../src/probes/collect/index.ts'
import { factsOf } from '../../../src/probes/facts/index.ts'

/** This machine. */
export const realWorld: World = nodeWorld()

/** How a test collects; what it does not say is one sample of this machine. */
export function collecting(changes: Partial<CollectOptions> = {}): CollectOptions {
  return { windowSeconds: null, roots: ['/'], exec: true, nonce: crypto.randomUUID(), ...changes }
}

/** What this process reads. */
export function collectedLocally(changes: Partial<CollectOptions> = {}): Promise<Collected> {
  return collectLocal(realWorld, collecting(changes))
}

/** What a shell collects; fails where it could not be asked. */
export async function collectedVia(
  command: string,
  changes: Partial<CollectOptions> = {},
): Promise<Collected> {
  const collected = await collectRemote(realWorld, { kind: 'via', command }, collecting(changes))
  if (!('snapshot' in collected)) throw new Error(collected.sentence)
  return collected
}

/** The facts in it, without what the machine is called and when it was looked at. */
export function factsIn({ snapshot }: Pick<Collected, 'snapshot'>): Facts {
  const samples = snapshot.samples.map((sample) => ({ ...sample, atMs: 0 }))
  return factsOf({ ...snapshot, host: 'box', samples })
}

/** The files of each sample, without those that were looked for and are not there. */
export function textsIn({ snapshot }: Pick<Collected, 'snapshot'>): Record<string, FactFile>[] {
  return snapshot.samples.map(({ files }) =>
    Object.fromEntries(
      Object.entries(files).filter(
        ([, file]) => typeof file === 'string' || !('missing' in file) || file.missing !== 'absent',
      ),
    ),
  )
}

/** A folder with these programs, each a link to where it is, for use as a PATH; to be removed. */
export function programFolder(programs: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-programs-'))
  for (const [name, path] of Object.entries(programs)) symlinkSync(path, join(folder, name))
  return folder
}
