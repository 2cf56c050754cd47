// Files that bring a plan about: the operator's own with other numbers, or new ones.
export { assertEmittable, changedManifest, type EmitRequest, emitFiles } from './emit-files.ts'
