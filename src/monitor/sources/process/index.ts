// The series of a tree of processes.
export { type TreeLook, treeValues } from './tree-values.ts'
