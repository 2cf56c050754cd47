// What a target spends while it is loaded.
export type { WatchWish } from './watch-wish.ts'
export { type Watching, watchTargets } from './watching.ts'
