// The facts of a machine, parsed from its raw texts.
export { factsOf } from './facts-of.ts'
export { snapshotFiles } from './snapshot-files.ts'
