// Laws of capacity: one law a file, its equation and source cited.
export { type RedundantFleet, type Redundancy, redundantFleet } from './redundancy.ts'
