import type { WatchedTarget } from '../../traffic/index.ts'

/** One target, looked at again and again. */
export interface Meter {
  /** Looks at it now; what takes time goes on by itself. */
  look(): void
  /** Stops, and hands back all that was seen. */
  finish(): Promise<WatchedTarget>
}
