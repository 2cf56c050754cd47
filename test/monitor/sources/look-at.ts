import type { LookAt, Source, SourceLook } from '../../../src/monitor/index.ts'

/** A look of a tick a second that nobody is late for. */
export function lookAt(changes: Partial<LookAt> = {}): LookAt {
  return {
    epochMs: 0,
    intervalMs: 1000,
    withinMs: 800,
    lateSeconds: 0,
    skipped: 0,
    signal: new AbortController().signal,
    ...changes,
  }
}

/** What a source tells now. */
export async function told(source: Source, changes: Partial<LookAt> = {}): Promise<SourceLook> {
  return source.look(lookAt(changes))
}

/** The only source of `sources`. */
export function only(sources: readonly Source[]): Source {
  const [source, second] = sources
  if (source === undefined || second !== undefined) throw new Error(`there are ${sources.length} sources`)
  return source
}
