/** What was measured of one benchmark, by this toolkit or by another. */
export interface Measured {
  /** `suite > case`, the command line, or what the other tool calls it: the same in two results that are compared. */
  name: string
  /** Seconds of one operation (one call, one run of a command), one a sample. */
  seconds: readonly number[]
  /** Whether `seconds` stand in the order in which they were measured. */
  isOrdered: boolean
  /** Operations that one sample was timed over; 1 where each is timed alone. */
  operationsPerSample: number
  /** The very first operation, cold; null where it was not timed. */
  firstSeconds: number | null
  /** Operations that threw or exited with another code than 0, and what the first of them said. */
  errors: number
  firstError: string | null
  /** The smallest step of the clock; null where it is not known. */
  tickSeconds: number | null
  /** An operation that does nothing, in the same loop and process; null where it was not measured. */
  emptySeconds: number | null
  /** Heap that one operation allocates; null where it was not asked for or cannot be told. */
  heapBytesPerOperation: number | null
  /** Which loop measured it. */
  engine: 'lewis-perf' | 'tinybench' | 'command' | 'other'
}
