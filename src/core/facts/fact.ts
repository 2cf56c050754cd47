import type { MissingReason } from '../gathered.ts'

/**
 * One fact of a machine: what it was at the end of the window and, where two samples were taken, at its beginning;
 * or why it is missing. `path` says where it was read.
 */
export type Fact<T> =
  | { known: true; last: T; first: T | null; path: string }
  | { known: false; reason: MissingReason; path: string }
