// From measured samples to what may be said of them: summaries, verdicts, files of other tools.

export * from './fingerprint/index.ts'
export * from './gate/index.ts'
export type { Measured } from './measured.ts'
