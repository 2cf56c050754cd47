// autocannon as a generator: guarded, and recorded by us.
export { autocannonGenerator } from './generate.ts'
export { autocannonWarnings } from './warnings.ts'
