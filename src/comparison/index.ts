// From measured samples to what may be said of them: summaries, verdicts, files of other tools.
export type { Measured } from './measured.ts'
