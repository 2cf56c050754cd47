// Changing a cluster to what was recommended, and back.
export { applyRecommended, type ChangedData } from './apply.ts'
export { undoChange } from './undo.ts'
