// The program of a thread that simulates, as far as others know it.
export type { ThreadOrder } from './messages.ts'
