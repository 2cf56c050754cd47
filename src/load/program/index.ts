// The program of a generator thread, as far as others know it.
export type { FromThread, ThreadOrder } from './messages.ts'
