// Changing a cluster or a file to what was recommended, and back.
export { applyRecommended } from './apply.ts'
export { applyToFile } from './apply-file.ts'
export type { ChangedData } from './gates.ts'
export { undoChange } from './undo.ts'
