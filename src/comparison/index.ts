// From measured samples to what may be said of them: summaries, verdicts, files of other tools.
export * from './files/index.ts'
export { type MachineDifference, machineDifferences } from './fingerprint/index.ts'
export * from './history/index.ts'
export type { Measured } from './measured.ts'
export * from './unpaired/index.ts'
