import { OperatorError, type World } from '../../core/index.ts'
import { hostKind } from './host-source.ts'
import { machineKind } from './machine-source.ts'
import { nodeKind } from './node-source.ts'
import { processKind } from './process-source.ts'
import { scrapeKind } from './scrape-source.ts'
import { selfKind } from './self-source.ts'
import type { Source } from './source.ts'
import type { SourceKind } from './source-kind.ts'
import type { SourceWish } from './source-wish.ts'
import { urlKind } from './url-source.ts'

/** Every kind of source: one file, one line here. */
export const sourceKinds: readonly SourceKind[] = [
  hostKind,
  machineKind,
  processKind,
  urlKind,
  scrapeKind,
  nodeKind,
  selfKind,
]

/**
 * Opens what is wished for, in that order. Throws OperatorError where something is not there (exit 2) or cannot be watched at all (exit 3);
 * then those that were opened are closed again. What only does not answer yet is opened, and told of as stale.
 */
export async function openSources(world: World, wishes: readonly SourceWish[]): Promise<Source[]> {
  assertOneMachine(wishes)
  const opened = await Promise.allSettled(toldApart(wishes).map((wish) => open(world, wish)))
  const sources = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = opened.find((one) => one.status === 'rejected')
  const twice = sources.find(({ name }, place) => sources.findIndex((one) => one.name === name) < place)
  if (failed === undefined && twice === undefined) return sources
  await Promise.allSettled(sources.map((source) => source.close()))
  throw failed === undefined ? sameName(twice?.name ?? '') : failed.reason
}

/** Figures of the same name would be those of the first alone. */
function sameName(name: string): OperatorError {
  return new OperatorError({
    sentence: `${name} is watched twice; addresses that differ in their query alone have one name.`,
    hint: 'Watch each in a monitor of its own.',
  })
}

/** The figures of two machines would have the same names. */
function assertOneMachine(wishes: readonly SourceWish[]): void {
  const machines = wishes.filter(({ kind }) => kind === 'host' || kind === 'machine')
  if (machines.length < 2) return
  throw new OperatorError({
    sentence: 'One monitor watches one machine.',
    hint: 'Start a monitor for each of them.',
  })
}

function toldApart(wishes: readonly SourceWish[]): SourceWish[] {
  const isAlone = wishes.filter(({ kind }) => kind === 'scrape').length < 2
  return wishes.map((wish) =>
    wish.kind !== 'scrape' || isAlone || wish.instance !== undefined || !URL.canParse(wish.url)
      ? wish
      : { ...wish, instance: new URL(wish.url).host },
  )
}

async function open(world: World, wish: SourceWish): Promise<Source> {
  for (const kind of sourceKinds) {
    const opened = kind.open(world, wish)
    if (opened !== null) return opened
  }
  throw new Error(`There is no source of the kind ${wish.kind}.`)
}
