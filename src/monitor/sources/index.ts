// What a monitor sees: each kind of source in a file of its own.
export { openSources } from './open-sources.ts'
export type { LookAt, Source, SourceLook } from './source.ts'
export type { SourceWish } from './source-wish.ts'
