/** What the disk program is asked for: one round in a new file. */
export interface DiskOrder {
  part: 'disk'
  /** Absolute. */
  directory: string
  /** The most that the file ever holds. */
  fileBytes: number
  /** A sequential write between two fdatasyncs. */
  chunkBytes: number
  writeSeconds: number
  /** Of 4 KiB writes at random places, each with its fdatasync. */
  syncSeconds: number
  readSeconds: number
  /** Of 4 KiB reads at random places. */
  randomReadSeconds: number
}

/** Bytes a second and seconds by name, and for what is missing a sentence. */
export interface DiskAnswer {
  values: Record<string, number>
  missing: Record<string, string>
}
