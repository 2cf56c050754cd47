// A disk, measured by a process of its own in a file that has no name.
export type { DiskOrder } from './disk-order.ts'
export { diskProgram } from './disk-program.ts'
