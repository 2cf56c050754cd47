// The facts of a machine, parsed from its raw texts.
export { factsOf } from './facts-of.ts'
export { jsonAmount, jsonObject, jsonText } from './json-value.ts'
export { snapshotFiles } from './snapshot-files.ts'
