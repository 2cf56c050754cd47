// Checks of the clock: one file a check, one line here.
export { clockSkew } from './skew.ts'
export { clockSource } from './source.ts'
export { clockSync } from './sync.ts'
