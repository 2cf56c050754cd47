import { type SourceState, seriesKey } from '../core/index.ts'

/** For how long each source has told nothing, as series `source.stale{source=NAME}` in seconds; 0 for those that tell. */
export function sourceStaleness(): (
  sources: readonly SourceState[],
  epochMs: number,
) => ReadonlyMap<string, number> {
  /** When a source was first seen stale that never told anything. */
  let firstStale = new Map<string, number>()
  return (sources, epochMs) => {
    const stillStale = new Map<string, number>()
    const series = sources.map(({ name, staleBecause, toldEpochMs }): [string, number] => {
      const key = seriesKey('source.stale', { source: name })
      if (staleBecause === null) return [key, 0]
      const since = toldEpochMs ?? firstStale.get(name) ?? epochMs
      stillStale.set(name, since)
      return [key, Math.max(0, epochMs - since) / 1000]
    })
    firstStale = stillStale
    return new Map(series)
  }
}
