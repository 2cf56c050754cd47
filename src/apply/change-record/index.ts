// What is kept of a change: the way back, who made it, and files that are changed in place.
export { type AuditSubject, type NotedChange, noteChange, openAuditFile } from './audit-line.ts'
export { type FileStep, writeFileStep } from './file-step.ts'
export { lineChanges } from './line-changes.ts'
export { parseUndoFile } from './read-undo-file.ts'
export { type ChangeTarget, type ClusterUndo, isOfFile, type UndoRecord, writeUndoFile } from './undo-file.ts'
