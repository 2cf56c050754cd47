// Laws of capacity: one law a file, its equation and source cited.
export { type Redundancy, type RedundantFleet, redundantFleet } from './redundancy.ts'
