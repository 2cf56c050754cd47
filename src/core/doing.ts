/** The room for a line on a terminal. */
export interface LineRoom {
  columns: number
  /** False where only ASCII can be shown. */
  unicode: boolean
}

/** What is going on, for somebody who waits. */
export interface Doing {
  /** For a terminal, in one line that fits. */
  line(room: LineRoom): string
  /** The same for a log; null where nothing is new enough for a line of its own. */
  log: string | null
}
