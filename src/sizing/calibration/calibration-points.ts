/** What a resource may be spent for. */
export type PerName = 'scans' | 'users'

/** A resource that is measured. */
export type CalibratedResource = 'cpu' | 'memory' | 'storage' | 'network'

/** A stretch of time: what was done in it, and what that took. */
export interface CalibrationPoint {
  /** The file, and in it the run or the part between two gaps: neighbours of one of them may resemble each other. */
  run: string
  /** Scans a second, users at once. */
  per: Partial<Record<PerName, number>>
  /** Busy cores, bytes, bytes more a second, or bits a second. */
  value: number
}

/** What was measured of one resource. */
export interface CalibrationSeries {
  resource: CalibratedResource
  /** `process.cpu{name=lewis} of monday.jsonl`: what the figures are. */
  what: string
  points: readonly CalibrationPoint[]
}

/** Everything that unit costs are fitted to. */
export interface CalibrationRequest {
  /** The metric of each kind of work, as it was given. */
  per: Partial<Record<PerName, string>>
  series: readonly CalibrationSeries[]
  files: readonly string[]
  /** What a reader of the files found to say against them. */
  doubts: readonly string[]
}
