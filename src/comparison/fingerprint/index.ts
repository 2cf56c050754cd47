// What tells one machine from another, as far as measurements are concerned.
export { type MachineDifference, machineDifferences } from './machine-differences.ts'
