import { OperatorError, parseSeriesKey, tagText } from '../../core/index.ts'
import { type RingSeries, ringSeries } from '../../metrics/index.ts'
import type { MetricKind } from './collector.ts'
import type { CollectorLimits } from './collector-input.ts'
import { type Linked, moveToNewest, type Recency, takeOut } from './recency.ts'

/** All series of a name. */
export interface SeriesGroup {
  readonly name: string
  readonly kind: MetricKind
  /** By the part of the key that tells the tags. */
  readonly byTags: Map<string, StoredSeries>
  /** Counts the points of all of them, modulo 2^32. */
  nextOrder: number
  /** The time of the last point of any of them. */
  latestSeconds: number
}

/** One series: a name and its tags. */
export interface StoredSeries extends Linked<StoredSeries> {
  readonly group: SeriesGroup
  readonly tags: Readonly<Record<string, string>>
  readonly tagText: string
  readonly ring: RingSeries
  /** All values that ever came, added up. */
  total: number
}

/** At most so many series. */
export interface SeriesStore {
  readonly limits: CollectorLimits
  readonly groups: Map<string, SeriesGroup>
  readonly recency: Recency<StoredSeries>
  size: number
  evicted: number
}

/** An empty store. */
export function seriesStore(limits: CollectorLimits): SeriesStore {
  return { limits, groups: new Map(), recency: { oldest: null, newest: null }, size: 0, evicted: 0 }
}

/** The series of this name and these tags; a new one takes the place of the one idle longest if need be. Throws OperatorError on another kind than the name has. */
export function seriesFor(
  store: SeriesStore,
  wanted: { name: string; kind: MetricKind; tags: Record<string, string> | undefined },
): StoredSeries {
  const group = store.groups.get(wanted.name)
  if (group === undefined) assertKind(wanted.kind)
  else if (group.kind !== wanted.kind) throw kindError(group, wanted.kind)
  const text = tagText(wanted.tags)
  return group?.byTags.get(text) ?? addSeries(store, { ...wanted, text })
}

/** The series with this key, if it is kept. */
export function findSeries(store: SeriesStore, key: string): StoredSeries | undefined {
  const { name, tags } = parseSeriesKey(key)
  return store.groups.get(name)?.byTags.get(tagText(tags))
}

function addSeries(
  store: SeriesStore,
  {
    name,
    kind,
    tags,
    text,
  }: { name: string; kind: MetricKind; tags: Record<string, string> | undefined; text: string },
): StoredSeries {
  const { limits, recency, groups } = store
  if (store.size >= limits.maximumSeries && recency.oldest !== null) evict(store, recency.oldest)
  // Only now: the one that went may have been the last of its name.
  const group = groups.get(name) ?? newGroup(name, kind)
  const series: StoredSeries = {
    group,
    tags: { ...tags },
    tagText: text,
    ring: ringSeries(limits.pointsPerSeries),
    total: 0,
    older: null,
    newer: null,
  }
  groups.set(name, group)
  group.byTags.set(text, series)
  moveToNewest(recency, series)
  store.size++
  return series
}

function newGroup(name: string, kind: MetricKind): SeriesGroup {
  return { name, kind, byTags: new Map(), nextOrder: 0, latestSeconds: Number.NEGATIVE_INFINITY }
}

function evict(store: SeriesStore, series: StoredSeries): void {
  const { group, tagText } = series
  takeOut(store.recency, series)
  group.byTags.delete(tagText)
  if (group.byTags.size === 0) store.groups.delete(group.name)
  store.size--
  store.evicted++
}

const kinds: ReadonlySet<string> = new Set<MetricKind>(['counter', 'gauge', 'histogram', 'timer'])

function assertKind(kind: MetricKind): void {
  if (kinds.has(kind)) return
  throw new OperatorError({
    sentence: `A metric is a ${[...kinds].join(', ')}, got ${kind}.`,
    hint: 'Leave the type out for a gauge.',
  })
}

function kindError({ name, kind }: SeriesGroup, wanted: MetricKind): OperatorError {
  return new OperatorError({
    sentence: `The metric ${name} is a ${kind}, and cannot be a ${wanted} as well.`,
    hint: 'Record it as the same type everywhere, or under another name.',
  })
}
