/** What decides when the next request begins. */
export interface Driver {
  /** Begins nothing more; what was due and has not begun is told as unsent. */
  stop(): void
  /** All that was to begin has begun. */
  isDone(): boolean
  /** Milliseconds spent so far on waiting without sleep. */
  spunMs(): number
}
